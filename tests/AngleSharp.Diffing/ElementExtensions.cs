using AngleSharp.Dom;

namespace AngleSharp.Diffing.Extensions;

public static class ElementExtensions
{
    public static IEnumerable<INode> GetParents(this INode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        for (var parent = node.Parent; parent is not null; parent = parent.Parent)
            yield return parent;
    }
}

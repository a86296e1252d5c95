using System.Xml;

namespace Dashboard.Features.Assign.Workbooks;

/// <summary>Reads the XML of a workbook's part forwards. Elements are told apart by their local names: strict and transitional workbooks differ only in namespaces.</summary>
internal sealed class PartReader(Stream part) : IDisposable
{
    private const int Deepest = 64;
    private const int LongestText = 64 * 1024;

    private readonly XmlReader xml = XmlReader.Create(part, new()
    {
        CloseInput = true, DtdProcessing = DtdProcessing.Prohibit, IgnoreComments = true, IgnoreProcessingInstructions = true, XmlResolver = null,
    });

    /// <summary>The element's name without its namespace.</summary>
    public string Name => xml.LocalName;

    /// <summary>Whether the reader stands at an element's start.</summary>
    public bool IsStart => xml.NodeType == XmlNodeType.Element;

    /// <summary>Whether the reader stands where an element ends; one without content starts and ends at once.</summary>
    public bool IsEnd => xml.NodeType == XmlNodeType.EndElement || IsStart && xml.IsEmptyElement;

    /// <summary>An attribute of the element, or null.</summary>
    public string? this[string name] => xml.GetAttribute(name);

    /// <summary>Moves to the next start or end of an element.</summary>
    public bool Next()
    {
        while (xml.Read())
        {
            if (xml.Depth > Deepest) throw new InvalidDataException("The part is nested too deeply.");
            if (xml.NodeType is XmlNodeType.Element or XmlNodeType.EndElement) return true;
        }
        return false;
    }

    /// <summary>An attribute that says yes or no.</summary>
    public bool Is(string name) => xml.GetAttribute(name) is "1" or "true";

    /// <summary>An attribute of any namespace, such as <c>r:id</c>.</summary>
    public string? WithAnyPrefix(string name)
    {
        string? found = null;
        for (var more = xml.MoveToFirstAttribute(); more; more = xml.MoveToNextAttribute())
        {
            if (xml.LocalName == name) found = xml.Value;
        }
        xml.MoveToElement();
        return found;
    }

    /// <summary>The text of the element; the reader then stands at its end.</summary>
    public string Text()
    {
        var text = "";
        if (xml.IsEmptyElement) return text;
        while (xml.Read() && xml.NodeType != XmlNodeType.EndElement)
        {
            if (xml.NodeType == XmlNodeType.Element) throw new InvalidDataException("There is an element where a text should be.");
            text = text.Length == 0 ? xml.Value : text + xml.Value;
            if (text.Length > LongestText) throw new InvalidDataException("A text is longer than Excel allows.");
        }
        return text;
    }

    /// <inheritdoc/>
    public void Dispose() => xml.Dispose();
}

using System.Reflection;
using Dashboard.Shared;
using Dashboard.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Dashboard.Tests.Auth.Actions;

/// <summary>
/// Holds the action matrix to be complete. From the compiled product: whatever a component calls (in its handlers, lambdas, and after an <c>await</c>) outside of components, and that comes,
/// by whatever way, to a write of the database, a file that is deleted or a task that is created, is an action. So is whatever a browser's script may call. Each stands in the
/// matrix, or here with the reason why it is none.
/// </summary>
public sealed class ActionScanTests
{
    private static readonly Dictionary<string, string> NoActions = new()
    {
        ["ColumnStep: SheetQueries.Samples"] = "Reads the file of the page's own draft; what is unpacked of a workbook is deleted again.",
        ["SheetFile: SheetReading.Preview"] = "Likewise.",
        ["SpreadTable: SpreadPreviews.ReadAsync"] = "Likewise.",
        ["FrameSignInPage: FrameCodes.MakeAsync"] = "Written while its address is answered, which stands in the matrix of addresses; the page has no circuit.",
        ["SheetDrop.Started"] = "Clears a message of one's own page; the upload is an address of its own.",
        ["SheetDrop.Uploaded"] = "Leads to the draft's address, which asks who may see it.",
        ["SheetDrop.Refused"] = "Shows a message on one's own page.",
        ["TaskGrid.MoveColumn"] = "Changes the address of one's own page.",
        ["TaskGrid.ResizeColumn"] = "Likewise.",
    };

    private static readonly CallGraph Calls = new(typeof(App).Assembly);

    private static IEnumerable<Type> Components => typeof(App).Assembly.GetTypes().Where(IsComponent);

    [Fact]
    public void Whatever_a_page_writes_is_an_action_of_the_matrix()
    {
        var found = from component in Components
                    from method in Calls.CallsFrom(component)
                    where !IsComponent(CallGraph.Owner(method)) && CallGraph.Owner(method).Name != "AuditTrail" && Calls.Reaches(method, Writes)
                    select $"{component.Name}: {CallGraph.Owner(method).Name}.{method.Name}";

        AssertKnown(found, x => x.Contains(": ", StringComparison.Ordinal));
    }

    [Fact]
    public void Whatever_a_script_may_call_is_an_action_of_the_matrix() => AssertKnown(
        from type in typeof(App).Assembly.GetTypes()
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        where method.GetCustomAttribute<JSInvokableAttribute>() is not null
        select $"{type.Name}.{method.Name}",
        x => !x.Contains(": ", StringComparison.Ordinal));

    private static void AssertKnown(IEnumerable<string> found, Func<string, bool> kind)
    {
        var known = ActionMatrixTests.All.SelectMany(x => x.Does).Concat(NoActions.Keys).Where(kind).ToHashSet();
        var all = found.ToHashSet();

        Assert.Equal([], all.Except(known).Order());
        Assert.Equal([], known.Except(all).Order());
    }

    private static bool IsComponent(Type type) => typeof(IComponent).IsAssignableFrom(type);

    private static bool Writes(MethodBase method) => method.Name switch
    {
        "SaveChanges" or "SaveChangesAsync" or "ExecuteUpdate" or "ExecuteUpdateAsync" or "ExecuteDelete" or "ExecuteDeleteAsync" or "ExecuteNonQuery" or "ExecuteNonQueryAsync" => true,
        "ExecuteSql" or "ExecuteSqlAsync" or "ExecuteSqlRaw" or "ExecuteSqlRawAsync" => true,
        "Delete" => method.DeclaringType?.Namespace == "System.IO",
        "CreateAsync" => CallGraph.Owner(method).Name == "IncsClient",
        _ => false,
    };
}

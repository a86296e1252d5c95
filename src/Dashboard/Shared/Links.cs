using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace Dashboard.Shared;

/// <summary>Every address of the product. They are an interface: portals link to them.</summary>
public static class Links
{
    private static readonly Uri Here = new("http://here");

    /// <summary>The overview.</summary>
    public const string Overview = "/";

    /// <summary>A new sheet.</summary>
    public const string Assign = "/assign";

    /// <summary>The POST that receives a sheet.</summary>
    public const string AssignUpload = "/assign/upload";

    /// <summary>All sheets and batches.</summary>
    public const string Batches = "/batches";

    /// <summary>The task grid.</summary>
    public const string Tasks = "/tasks";

    /// <summary>Every match of the task grid's query as CSV.</summary>
    public const string TasksExport = "/tasks/export.csv";

    /// <summary>The template list.</summary>
    public const string Templates = "/templates";

    /// <summary>Two templates side by side.</summary>
    public const string TemplatesCompare = "/templates/compare";

    /// <summary>Begins the addresses of pages that another site may show in a frame.</summary>
    public const string Embed = "/embed";

    /// <summary>The task grid without menu and bar, for a frame on another site.</summary>
    public const string EmbedTasks = Embed + Tasks;

    /// <summary>The window in which somebody signs in for a frame; takes the frame's <c>page</c> and its <c>challenge</c>.</summary>
    public const string EmbedSignIn = Embed + SignIn;

    /// <summary>The POST with which a frame redeems its code.</summary>
    public const string EmbedRedeem = Embed + "/redeem";

    /// <summary>The POST that ends the session of one frame.</summary>
    public const string EmbedSignOut = Embed + SignOut;

    /// <summary>How pages are embedded, for the owners of portals.</summary>
    public const string SettingsEmbedding = Settings + "/embedding";

    /// <summary>The audit log.</summary>
    public const string Audit = "/audit";

    /// <summary>Every match of the audit log's query as CSV.</summary>
    public const string AuditExport = "/audit/export.csv";

    /// <summary>The settings.</summary>
    public const string Settings = "/settings";

    /// <summary>Where a customer is forgotten.</summary>
    public const string Forget = "/settings/forget";

    /// <summary>A sample sheet of 200 lines, some wrong, some with several orders.</summary>
    public const string Sample = "/sample.csv";

    /// <summary>The smallest sheet that is all right: five lines, the required columns.</summary>
    public const string SampleSimple = "/sample-simple.csv";

    /// <summary>A sheet with Chinese column names, several orders and a template.</summary>
    public const string SampleChinese = "/sample-zh.csv";

    /// <summary>The sign-in page; takes <c>returnUrl</c>.</summary>
    public const string SignIn = "/signin";

    /// <summary>The POST of the development sign-in.</summary>
    public const string SignInDevelopment = "/signin/development";

    /// <summary>Leads to Entra ID; takes <c>returnUrl</c>.</summary>
    public const string SignInEntraId = "/signin/entra";

    /// <summary>Says that somebody still works in an open page: the session slides on.</summary>
    public const string SignInSeen = "/signin/seen";

    /// <summary>Signs out (POST), or asks (GET).</summary>
    public const string SignOut = "/signout";

    /// <summary>Where a lacking role leads.</summary>
    public const string Forbidden = "/forbidden";

    /// <summary>The POST that hides personal data in this browser, or shows it again, and leads back.</summary>
    public const string Personal = "/personal";

    /// <summary>Whether the process lives.</summary>
    public const string HealthLive = "/health/live";

    /// <summary>Whether it can do its work.</summary>
    public const string HealthReady = "/health/ready";

    /// <summary>A sheet that was uploaded and is not confirmed: the review.</summary>
    public static string Draft(long batchId) => string.Create(CultureInfo.InvariantCulture, $"{Assign}?sheet={batchId}");

    /// <summary>A batch.</summary>
    public static string Batch(long batchId) => string.Create(CultureInfo.InvariantCulture, $"{Batches}/{batchId}");

    /// <summary>The result file of a batch.</summary>
    public static string BatchResult(long batchId) => $"{Batch(batchId)}/result.csv";

    /// <summary>A batch with the panel of one of its assignments.</summary>
    public static string BatchLine(long batchId, long assignmentId) => string.Create(CultureInfo.InvariantCulture, $"{Batch(batchId)}?row={assignmentId}");

    /// <summary>The lines of a checked sheet that stay behind, as a file.</summary>
    public static string DraftErrors(long batchId) => $"{Batch(batchId)}/errors.csv";

    /// <summary>A task.</summary>
    public static string Task(long taskId) => string.Create(CultureInfo.InvariantCulture, $"{Tasks}/{taskId}");

    /// <summary>A task without menu and bar, for a frame on another site.</summary>
    public static string EmbedTask(long taskId) => string.Create(CultureInfo.InvariantCulture, $"{Embed}{Tasks}/{taskId}");

    /// <summary>The task grid with a query that it has written itself, such as a saved view's.</summary>
    public static string TasksQuery(string query) => query.Length == 0 ? Tasks : $"{Tasks}?{query}";

    /// <summary>A batch without menu and bar, for a frame on another site.</summary>
    public static string EmbedBatch(long batchId) => string.Create(CultureInfo.InvariantCulture, $"{Embed}{Batches}/{batchId}");

    /// <summary>A template.</summary>
    public static string Template(long templateId) => string.Create(CultureInfo.InvariantCulture, $"{Templates}/{templateId}");

    /// <summary>A template's answer as it was kept, whole.</summary>
    public static string TemplateAnswer(long templateId) => $"{Template(templateId)}/answer.json";

    /// <summary>A template without menu and bar, for a frame on another site.</summary>
    public static string EmbedTemplate(long templateId) => string.Create(CultureInfo.InvariantCulture, $"{Embed}{Templates}/{templateId}");

    /// <summary>Whether an address is that of a page in a frame on another site.</summary>
    public static bool IsEmbedded(PathString path) => path.StartsWithSegments(Embed) && !path.StartsWithSegments(EmbedSignIn);

    /// <summary>The page with menu and bar that stands behind one in a frame, with the same query.</summary>
    /// <param name="uri">Whole address of the page in the frame.</param>
    public static string OutOfFrame(string uri) => new Uri(uri).PathAndQuery is var local && local.StartsWith(Embed + "/", StringComparison.OrdinalIgnoreCase) ? local[Embed.Length..] : local;

    /// <summary>Two templates, or two versions of one, side by side.</summary>
    /// <param name="left">Left side: a template id, perhaps with <c>@</c> and the number of a version.</param>
    /// <param name="right">Right side, likewise; null for none yet.</param>
    public static string Compare(string left, string? right) => WithQuery(TemplatesCompare, [new("left", left), new("right", right)]);

    /// <summary>The sign-in page, leading back afterwards.</summary>
    public static string SignInThen(string returnUrl) => QueryHelpers.AddQueryString(SignIn, "returnUrl", returnUrl);

    /// <summary>The way to Entra ID, leading back afterwards.</summary>
    public static string SignInEntraIdThen(string? returnUrl) => WithQuery(SignInEntraId, [new("returnUrl", returnUrl)]);

    /// <summary>The sign-in page with what went wrong, leading back after the next try.</summary>
    public static string SignInProblem(string problem, string? returnUrl) => WithQuery(SignIn, [new("problem", problem), new("returnUrl", returnUrl)]);

    /// <summary>Sets the language cookie and leads back.</summary>
    public static string Culture(string culture, string returnUrl) =>
        QueryHelpers.AddQueryString("/culture", new Dictionary<string, string?> { ["name"] = culture, ["returnUrl"] = returnUrl });

    /// <summary>An address with a query; parameters without a value are left out.</summary>
    public static string WithQuery(string path, IEnumerable<KeyValuePair<string, string?>> query) =>
        QueryHelpers.AddQueryString(path, query.Where(x => !string.IsNullOrEmpty(x.Value)));

    /// <summary>The address, escaped as a header needs it, if it is one of ours, else the other one: nobody is sent to a foreign site.</summary>
    public static string LocalOr(string? returnUrl, string otherwise)
    {
        if (returnUrl is not ['/', ..] || returnUrl.Any(char.IsControl) || !Uri.TryCreate(Here, returnUrl, out var address) || address.Host != Here.Host) return otherwise;
        var local = address.GetComponents(UriComponents.PathAndQuery | UriComponents.Fragment, UriFormat.UriEscaped);
        // Folding "/../" away may have brought a second slash to the front.
        return local is ['/', '/' or '\\', ..] ? otherwise : local;
    }
}

using System.Text;
using Dashboard.Auth;
using Dashboard.Shared;
using Dashboard.Upstream;

namespace Dashboard.Features.Templates;

/// <summary>The template pages.</summary>
public static class TemplatesSetup
{
    /// <summary>Adds the queries. Needs the Wshoto client.</summary>
    public static void AddTemplates(this WebApplicationBuilder builder)
    {
        builder.Services.AddMemoryCache();
        builder.Services.AddSingleton<TemplateVersions>();
        builder.Services.AddSingleton<IRetention, TemplateRetention>();
        builder.Services.AddSingleton<TemplateQueries>();
        builder.Services.AddSingleton<TemplateUse>();
        builder.Services.AddSingleton<KnownTemplates>();
        builder.Services.AddSingleton<TemplateFavourites>();
        builder.Services.AddSingleton<FavouriteRefresh>();
        builder.Services.AddSingleton<TemplateRangeReader>();
        builder.Services.AddSingleton<TemplateReadings>();
        builder.Services.AddSingleton<TemplateListQueries>();
        builder.Services.AddSingleton<ExecutionQueries>();
    }

    /// <summary>Maps the download of an answer.</summary>
    public static void MapTemplates(this WebApplication app) => app.MapGet("/templates/{templateId:long}/answer.json", AnswerAsync).RequireAuthorization(Policies.View);

    private static async Task<IResult> AnswerAsync(long templateId, int? version, TemplateVersions versions, CancellationToken cancellationToken) =>
        await versions.FindAsync(templateId, version, cancellationToken) is { } kept
            ? TypedResults.Text(JsonText.Pretty(kept.Json), "application/json", Encoding.UTF8) : TypedResults.NotFound();
}

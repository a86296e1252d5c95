namespace Dashboard.Features.Templates;

/// <summary>The template pages.</summary>
public static class TemplatesSetup
{
    /// <summary>Adds the queries. Needs the Wshoto client.</summary>
    public static void AddTemplates(this WebApplicationBuilder builder)
    {
        builder.Services.AddMemoryCache();
        builder.Services.AddSingleton<TemplateVersions>();
        builder.Services.AddSingleton<TemplateQueries>();
        builder.Services.AddSingleton<TemplateUse>();
        builder.Services.AddSingleton<TemplateListQueries>();
        builder.Services.AddSingleton<ExecutionQueries>();
    }
}

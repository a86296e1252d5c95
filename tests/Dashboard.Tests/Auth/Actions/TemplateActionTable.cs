using System.Globalization;
using Bunit;
using Dashboard.Auth;
using Dashboard.Features.Templates;
using Dashboard.Shared;

namespace Dashboard.Tests.Auth.Actions;

/// <summary>What is done with templates.</summary>
internal static class TemplateActionTable
{
    public static IReadOnlyList<PageAction> All { get; } =
    [
        new("make a template a favourite", Roles.Manager, ["FavouriteStar: TemplateFavourites.SetAsync"], stage => StarAsync(stage, isOne: false)) { Audit = "template.favourite" },
        new("let a template be no favourite", Roles.Manager, ["FavouriteStar: TemplateFavourites.SetAsync"], stage => StarAsync(stage, isOne: true)) { Audit = "template.unfavourite" },
        new("read a template anew from Wshoto", Roles.Viewer, ["TemplateView: TemplateQueries.FindAsync"], stage =>
        {
            var page = stage.Render<TemplateView>(x => x.Add(p => p.TemplateId, Template(stage)));
            page.WaitForElement("[data-testid=template-materials]", ActionStage.Patience);
            return Task.FromResult(ActionStage.ClickNamed(page, "Read again"));
        }),
        new("read the list of templates anew from Wshoto", Roles.Viewer, ["TemplatesPage: TemplateListQueries.ListAsync"], stage =>
        {
            stage.GoTo(Links.Templates);
            return Task.FromResult(ActionStage.Click(stage.Render<TemplatesPage>(), "[data-testid=templates-refresh]:not([disabled])"));
        }),
        new("read how far a template is anew from Wshoto", Roles.Viewer, [], stage =>
            Task.FromResult(ActionStage.Click(stage.Render<ExecutionView>(x => x.Add(p => p.TemplateId, Template(stage))), "[data-testid=execution-refresh]"))),
        new("try again to read what is compared", Roles.Viewer, ["ComparePage: TemplateQueries.FindAsync"], stage =>
        {
            var wshoto = stage.App.Sandbox!.Wshoto;
            // One that was not read before: there is no kept copy to show.
            stage.GoTo(Links.Compare(wshoto.Templates[Interlocked.Increment(ref compared)].Id.ToString(CultureInfo.InvariantCulture), null));
            wshoto.Rewrite = (_, _) => "";
            var retry = ActionStage.ClickNamed(stage.Render<ComparePage>(), "Try again");
            wshoto.Rewrite = (_, answer) => answer;
            return Task.FromResult(retry);
        }),
    ];

    private static int compared;

    private static long Template(ActionStage stage) => stage.App.Sandbox!.Wshoto.Templates[0].Id;

    private static async Task<Func<Task>> StarAsync(ActionStage stage, bool isOne)
    {
        await stage.Get<TemplateFavourites>().SetAsync(stage.Person, null, 4711, isOne, CancellationToken.None);
        return ActionStage.Click(stage.Render<FavouriteStar>(x => x.Add(p => p.TemplateId, 4711)), $"[data-testid=template-star][aria-pressed={(isOne ? "true" : "false")}]");
    }
}

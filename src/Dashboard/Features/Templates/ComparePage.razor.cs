using Dashboard.Auth;
using Dashboard.Shared;
using Dashboard.Upstream;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Dashboard.Features.Templates;

/// <summary>Two templates, or two versions of one, field by field.</summary>
public sealed partial class ComparePage(TemplateQueries queries, TemplateVersions versions, IAuthorizationService authorization, NavigationManager navigation)
{
    private const int Few = 200;
    private int most = Few;

#pragma warning disable CS1591 // the names are those of the address
    [SupplyParameterFromQuery(Name = "left")] public string? LeftText { get; set; }
    [SupplyParameterFromQuery(Name = "right")] public string? RightText { get; set; }
    [SupplyParameterFromQuery(Name = "all")] public string? AllText { get; set; }
#pragma warning restore CS1591

    /// <summary>Who is signed in.</summary>
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }

    /// <summary>The browser.</summary>
    [CascadingParameter] public required ClientContext Client { get; set; }

    private SideState Left { get; } = new();

    private SideState Right { get; } = new();

    private bool All => AllText == "1";

    private IReadOnlyList<ComparedField>? Fields { get; set; }

    private int Different => Fields?.Count(x => !x.Same) ?? 0;

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        most = Few;
        await Task.WhenAll(ShowAsync(Left, TemplateSide.Read(LeftText)), ShowAsync(Right, TemplateSide.Read(RightText)));
    }

    private static string Address(TemplateSide? left, TemplateSide? right, bool all) =>
        Links.WithQuery(Links.TemplatesCompare, [new("left", left?.ToString()), new("right", right?.ToString()), new("all", all ? "1" : null)]);

    private Task ShowAsync(SideState state, TemplateSide? side)
    {
        if (state.Side == side) return Task.CompletedTask;
        (state.Side, state.Read, state.Versions) = (side, null, []);
        return LoadAsync(state);
    }

    private async Task RetryAsync(SideState state)
    {
        if (await authorization.MayAsync(Authentication, Policies.View)) await LoadAsync(state);
    }

    private async Task LoadAsync(SideState state)
    {
        var asked = state.Side;
        (Fields, state.Problem, state.Missing) = (null, null, false);
        if (asked is null) return;
        try
        {
            var read = asked.Version is null ? await queries.FindAsync(asked.TemplateId, anew: false, Closed) : await queries.FindVersionAsync(asked.TemplateId, asked.Version, Closed);
            var all = await versions.ListAsync(asked.TemplateId, Closed);
            // A slow answer must not stand under a side that was chosen after it.
            if (state.Side == asked) (state.Read, state.Versions, state.Missing) = (read, all, read is null);
        }
        catch (UpstreamException e)
        {
            if (state.Side == asked) (state.Missing, state.Problem) = (e.Failure == UpstreamFailure.Refused, e.Failure == UpstreamFailure.Refused ? null : e);
        }
        if (Left.Read is { } left && Right.Read is { } right)
        {
            var fields = new TemplateFields(T, Client, new(Rules, Client), Clock);
            Fields = TemplateComparison.Of(fields.Of(left.Template), fields.Of(right.Template));
        }
    }

    private void Choose(TemplateSide? left, TemplateSide? right) => navigation.NavigateTo(Address(left, right, All));
}

/// <summary>What is known of one side of a comparison.</summary>
public sealed class SideState
{
    /// <summary>What the address names; null for nothing.</summary>
    public TemplateSide? Side { get; set; }

    /// <summary>What was read; null while it was not.</summary>
    public ReadTemplate? Read { get; set; }

    /// <summary>The template's kept versions, newest first.</summary>
    public IReadOnlyList<VersionEntry> Versions { get; set; } = [];

    /// <summary>Why it can't be read; null where it can.</summary>
    public UpstreamException? Problem { get; set; }

    /// <summary>Whether there is no such template or version.</summary>
    public bool Missing { get; set; }
}

using System.Security.Claims;

namespace Dashboard.Auth;

/// <summary>How an open page shows phones and amounts; cascaded to every component. The right to see them is the role's, hiding them is display.</summary>
public enum PersonalSight
{
    /// <summary>Masked: the role sees no more.</summary>
    Masked,

    /// <summary>Masked for now, by the person or by the portal around a frame; each shows by a click that is recorded.</summary>
    OnClick,

    /// <summary>Whole.</summary>
    Whole,
}

/// <summary>Finds the sight of a person.</summary>
public static class PersonalSights
{
    /// <summary>What somebody's page shows.</summary>
    /// <param name="user">Who looks at it.</param>
    /// <param name="hides">Whether personal data is hidden in it.</param>
    public static PersonalSight Sight(this ClaimsPrincipal user, bool hides) => !user.MaySeePersonalData() ? PersonalSight.Masked : hides ? PersonalSight.OnClick : PersonalSight.Whole;
}

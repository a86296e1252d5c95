namespace Dashboard.E2E.Support;

/// <summary>Which cookies a browser keeps.</summary>
public enum Cookies
{
    /// <summary>None.</summary>
    None,

    /// <summary>Those of the site in the address bar, and of a frame only apart for each such site.</summary>
    OwnSite,

    /// <summary>Those of other sites' frames too.</summary>
    All,
}

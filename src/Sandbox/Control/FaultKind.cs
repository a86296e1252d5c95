namespace Sandbox.Control;

/// <summary>Ways in which a create call goes wrong. "Created" means that the task exists although the caller can't tell.</summary>
public enum FaultKind
{
    /// <summary>HTTP 500 after creating.</summary>
    Error500Created,

    /// <summary>HTTP 500 before creating.</summary>
    Error500NotCreated,

    /// <summary>Creates, then never answers.</summary>
    TimeoutCreated,

    /// <summary>Never answers, never creates.</summary>
    TimeoutNotCreated,

    /// <summary>Never answers, and creates only after <see cref="SandboxSettings.LateSeconds"/>.</summary>
    TimeoutCreatedLate,

    /// <summary>Creates, then aborts the connection before any byte of an answer.</summary>
    ResetCreated,

    /// <summary>Aborts the connection without creating.</summary>
    ResetNotCreated,

    /// <summary>Creates; a whole HTTP answer whose JSON is cut in half.</summary>
    CutJson,

    /// <summary>Creates; a body shorter than its Content-Length, then the connection is aborted.</summary>
    TruncatedBody,

    /// <summary>Creates; a gateway's HTML page with 502.</summary>
    HtmlCreated,

    /// <summary>A gateway's HTML page with 502, nothing created.</summary>
    HtmlNotCreated,

    /// <summary>429 with <c>Retry-After</c> in seconds.</summary>
    TooManyRequestsSeconds,

    /// <summary>429 with <c>Retry-After</c> as a date.</summary>
    TooManyRequestsDate,

    /// <summary>429 without <c>Retry-After</c>.</summary>
    TooManyRequestsBare,

    /// <summary>401 as if the token were wrong.</summary>
    Unauthorised,

    /// <summary>HTTP 200 whose envelope says code 400.</summary>
    BadRequestInOk,
}

namespace Dashboard.Features.Assign;

/// <summary>Names the texts of the page that forgets a customer.</summary>
public sealed class ForgetText;

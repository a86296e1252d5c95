using Dashboard.Auth;
using Dashboard.Tests.Support;

namespace Dashboard.Tests.Auth;

public sealed class MaskingTests
{
    [Theory]
    [InlineData(Roles.Viewer, "6281512345678", "6281****5678")]
    [InlineData(Roles.Viewer, "12345678", "********")]
    [InlineData(Roles.Manager, "6281512345678", "6281512345678")]
    [InlineData(Roles.Admin, "6281512345678", "6281512345678")]
    public void A_phone_is_whole_only_for_those_who_may_see_it(string role, string phone, string shown) =>
        Assert.Equal(shown, Masking.Phone(phone, TestUsers.WithRole(role)));

    [Theory]
    [InlineData(Roles.Viewer, "20000.00", "****")]
    [InlineData(Roles.Viewer, "", "")]
    [InlineData(Roles.Manager, "20000.00", "20000.00")]
    public void An_amount_is_hidden_from_a_viewer(string role, string amount, string shown) =>
        Assert.Equal(shown, Masking.Amount(amount, TestUsers.WithRole(role)));
}

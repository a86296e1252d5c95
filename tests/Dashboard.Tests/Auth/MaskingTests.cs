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
        Assert.Equal(shown, Masking.Phone(phone, TestUsers.WithRole(role).Sight(hides: false)));

    [Theory, InlineData("20000.00", "****"), InlineData("", ""), InlineData(null, "")]
    public void An_amount_is_hidden_whole(string? amount, string shown) => Assert.Equal(shown, Masking.MaskedAmount(amount));

    [Theory]
    [InlineData(Roles.Viewer, false, PersonalSight.Masked)]
    [InlineData(Roles.Viewer, true, PersonalSight.Masked)]
    [InlineData(Roles.Manager, false, PersonalSight.Whole)]
    [InlineData(Roles.Manager, true, PersonalSight.OnClick)]
    [InlineData(Roles.Admin, true, PersonalSight.OnClick)]
    public void Hiding_shows_nobody_more_than_their_role(string role, bool hides, PersonalSight sight) => Assert.Equal(sight, TestUsers.WithRole(role).Sight(hides));

    [Theory]
    [InlineData("called 6281597531864, no answer", "called ****, no answer")]
    [InlineData("Nomor +62 815-9753-1864 tidak aktif", "Nomor +**** tidak aktif")]
    [InlineData("0815 9753 1864", "****")]
    [InlineData("(0815) 9753.1864", "(****")]
    [InlineData("客户手机６２８１５９７５３１８６４已停机", "客户手机****已停机")]
    [InlineData("59753 is in it", "**** is in it")]
    [InlineData("paid 83917.25", "paid ****")]
    [InlineData("Rp1.250.000 and 83,917", "Rp**** and ****")]
    [InlineData("2026-05-01-62815 9753", "****")]
    public void A_number_of_five_digits_and_more_is_hidden_in_a_text_however_it_is_grouped(string text, string shown) => Assert.Equal(shown, Masking.MaskedText(text));

    [Theory]
    [InlineData("Promised to pay on 2026-05-01 10:30"), InlineData("bayar 01.05.2026"), InlineData("5/1/2026 or 2026/5/1"), InlineData("2026年5月1日联系"), InlineData("Called 3 times, 1864 at the end"), InlineData("")]
    public void Dates_and_small_numbers_stay(string text) => Assert.Equal(text, Masking.MaskedText(text));

    [Fact]
    public void A_text_is_whole_for_whoever_sees_all() => Assert.Equal("call 6281597531864", Masking.Text("call 6281597531864", PersonalSight.Whole));
}

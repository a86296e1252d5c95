using Dashboard.Data;
using Dashboard.Features.Assign;

namespace Dashboard.Tests.Features.Assign;

/// <summary>Phones of a whole sheet: which country code it has, and what that says of each of them.</summary>
public sealed class CountryCodesTests
{
    [Theory]
    [InlineData("86", "8613800138000|8613912345678|+86 186 1234 5678|862188881234")]
    [InlineData("62", "6281512345678|62 899-1000-0592|628111234567|62215551234")]
    [InlineData("60", "60123456789|601112345678|60321234567")]
    [InlineData("63", "639171234567|639951234567|6328123456")]
    [InlineData("81", "81312345678|818012345678|819012345678|+81 70-1234-5678")]
    [InlineData("82", "821012345678|821087654321")]
    [InlineData("1", "12025550123|+1 512-555-0123|13105550123|15035550123")]
    [InlineData("852", "85251234567|85291234567")]
    [InlineData("886", "886912345678|886223456789")]
    [InlineData("84", "84912345678|84312345678")]
    [InlineData("44", "447911123456|442079460000")]
    [InlineData("7", "79161234567|77011234567")]
    [InlineData("65", "6581234567|6591234567")]
    public void Right_numbers_of_one_country_are_without_an_error_and_tell_their_code(string code, string phones)
    {
        var sheet = phones.Split('|');

        Assert.Equal(code, Most(sheet));
        Assert.DoesNotContain(sheet.SelectMany(x => Check(x, code)), x => x.Kind != "PhoneChanged");
    }

    [Theory]
    [InlineData("6281512345678 6281512345679 8613800138000", "62")]
    [InlineData("6281512345678 8613800138000", null)]
    [InlineData("6281512345678 8613800138000 60123456789", null)]
    [InlineData("81512345678 85212345678 6281512345678", null)]
    [InlineData("13800138000 13912345678 15012345678", null)]
    [InlineData("6281512345678 x y", null)]
    [InlineData("6281512345678 x", "62")]
    [InlineData("", null)]
    public void The_code_is_that_of_at_least_half_of_the_phones_and_of_no_number_that_may_have_lost_a_part(string phones, string? code)
    {
        Assert.Equal(code, Most(phones.Split(' ')));
    }

    [Theory]
    [InlineData("13912345678", "86", ProblemSeverity.Error)]
    [InlineData("13105550123", "86", ProblemSeverity.Error)]
    [InlineData("13105550123", null, ProblemSeverity.Warning)]
    [InlineData("13105550123", "62", ProblemSeverity.Warning)]
    [InlineData("13912345678", null, ProblemSeverity.Error)]
    [InlineData("13912345678", "1", ProblemSeverity.Warning)]
    public void A_Chinese_number_without_its_code_is_an_error_where_it_can_be_nothing_else(string phone, string? code, ProblemSeverity severity)
    {
        Assert.Equal(("PhoneMaybeChinese", severity), Check(phone, code).Select(x => (x.Kind, x.Severity)).Single());
    }

    [Theory]
    [InlineData("817012345678", "62", "PhoneLostZero")]
    [InlineData("85251234567", "62", "PhoneLostZero")]
    [InlineData("123456789", "60", "PhoneNoCountry")]
    [InlineData("1112345678", "60", "PhoneNoCountry")]
    [InlineData("9171234567", "63", "PhoneNoCountry")]
    public void What_lacks_the_code_of_its_sheet_is_an_error(string phone, string code, string kind)
    {
        Assert.Equal((kind, ProblemSeverity.Error), Check(phone, code).Select(x => (x.Kind, x.Severity)).Single());
    }

    [Theory]
    [InlineData("817012345678", null)]
    [InlineData("817012345678", "81")]
    [InlineData("85251234567", "852")]
    [InlineData("13105550123", "1")]
    [InlineData("9591234567", "63")]
    [InlineData("9607712345", "63")]
    [InlineData("60123456789", "62")]
    [InlineData("8613800138000", "62")]
    [InlineData("85620551234567", "62")]
    public void A_whole_number_of_another_country_is_right(string phone, string? code)
    {
        Assert.Empty(Check(phone, code));
    }

    [Theory]
    [InlineData("+81 70-1234-5678", "62")]
    [InlineData("+1 310 555 0123", "86")]
    public void A_plus_says_that_the_country_code_is_there(string phone, string code)
    {
        Assert.Equal("PhoneChanged", Check(phone, code).Single().Kind);
    }

    private static string? Most(IEnumerable<string> phones)
    {
        var codes = new CountryCodes();
        foreach (var phone in phones) codes.Note(phone);
        return codes.Most;
    }

    private static List<SheetProblem> Check(string phone, string? code) =>
        new AssignmentRules(ColumnMapping.Guess(["name", "auth_id", "user_phone", "assignee_username"]), code).Check(new SheetRecord(2, ["April", "30058", phone, "incs_1"], null)).Problems;
}

using Dashboard.Features.Templates;

namespace Dashboard.Tests.Features.Templates;

public sealed class TemplateNumberTests
{
    private const long Long = TemplateRig.LongId;

    [Theory]
    [InlineData("1254676189925432389", Long)]
    [InlineData("  21\t", 21)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("0001254676189925432389", Long)]
    [InlineData("１２５４６７６１８９９２５４３２３８９", Long)]
    [InlineData("\u200b1254676189925432389\u200b", Long)]
    [InlineData("1,254,676,189,925,432,389", Long)]
    [InlineData("1254 6761 8992 5432 389", Long)]
    [InlineData("模板 1254676189925432389（春季）", Long)]
    [InlineData("batch 12, template 1254676189925432389", Long)]
    [InlineData("'1254676189925432389", Long)]
    [InlineData("=\"1254676189925432389\"", Long)]
    [InlineData("{\"template_id\": 1254676189925432389, \"total\": 99999999999999999999}", Long)]
    [InlineData("https://localhost:50801/templates/21", 21)]
    [InlineData("看这个 https://localhost:50801/templates/21?from=2026 谢谢", 21)]
    [InlineData("https://open.wshoto.com/task/20260416123456/detail?template_id=21", 21)]
    [InlineData("1.5E+3 of them: 1254676189925432389", Long)]
    [InlineData("a\ud800 21", 21)]
    public void A_number_is_found(string text, long id) => Assert.Equal((id, null), TemplateNumber.Read(text));

    [Theory]
    [InlineData("spring", TemplateNumberProblem.None)]
    [InlineData("https://127.0.0.1:5080/templates", TemplateNumberProblem.None)]
    [InlineData("0", TemplateNumberProblem.Zero)]
    [InlineData("/templates/000", TemplateNumberProblem.Zero)]
    [InlineData("1.25467618992543E+18", TemplateNumberProblem.Shortened)]
    [InlineData("1,25468e18", TemplateNumberProblem.Shortened)]
    [InlineData("１.25E+18", TemplateNumberProblem.Shortened)]
    [InlineData("12: 1.25468E+18", TemplateNumberProblem.Shortened)]
    [InlineData("https://localhost/templates/1.25468E+18", TemplateNumberProblem.Shortened)]
    [InlineData("12546761899254323890", TemplateNumberProblem.TooLong)]
    [InlineData("12546761899254323891254676189925432389", TemplateNumberProblem.TooLong)]
    [InlineData("9223372036854775808", TemplateNumberProblem.TooLarge)]
    public void What_holds_none_is_told_why(string text, TemplateNumberProblem problem) => Assert.Equal((null, problem), TemplateNumber.Read(text));

    [Theory]
    [InlineData(null)]
    [InlineData("  \n")]
    public void Nothing_is_neither(string? text) => Assert.Equal((null, null), TemplateNumber.Read(text));
}

using System.Text;
using Dashboard.Features.Assign;

namespace Dashboard.Tests.Features.Assign;

public sealed class SheetKindsTests
{
    [Theory]
    [InlineData("name,phone", SheetKind.Text)]
    [InlineData("\u00EF\u00BB\u00BFname,phone", SheetKind.Text)]
    [InlineData("\u00FF\u00FEn\0", SheetKind.Text)]
    [InlineData("<5 days,phone", SheetKind.Text)]
    [InlineData("PK\u0003\u0004", SheetKind.Xlsx)]
    [InlineData("PK\u0005\u0006", SheetKind.Xlsx)]
    [InlineData("\u00D0\u00CF\u0011\u00E0", SheetKind.Xls)]
    [InlineData("\u0009\u0008\u0010\0\0\u0006", SheetKind.Xls)]
    public void The_kind_is_told_by_the_first_bytes(string start, SheetKind kind)
    {
        Assert.Equal(kind, SheetKinds.Find(Encoding.Latin1.GetBytes(start)));
    }

    [Theory]
    [InlineData("", "Empty")]
    [InlineData("\u0089PNG\r\n\u001A\n", "NotText")]
    [InlineData("%PDF-1.7", "NotText")]
    [InlineData("\u001F\u008B\u0008", "NotText")]
    [InlineData("<html><table>", "Markup")]
    [InlineData("\r\n  <!DOCTYPE html>", "Markup")]
    [InlineData("\u00EF\u00BB\u00BF<?xml version=\"1.0\"?>", "Markup")]
    [InlineData("MIME-Version: 1.0", "Markup")]
    public void What_is_no_sheet_is_refused_by_its_kind(string start, string kind)
    {
        Assert.Equal(kind, Assert.Throws<SheetRefusedException>(() => SheetKinds.Find(Encoding.Latin1.GetBytes(start))).Kind);
    }
}

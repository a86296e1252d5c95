using System.Net;
using Dashboard.Auth;
using Dashboard.Tests.Support;

namespace Dashboard.Tests.Shared;

/// <summary>Addresses as people edit them: a parameter that says nothing is passed over, it never breaks the page.</summary>
public abstract class OddAddressTests(DatabaseKind kind)
{
    [Fact]
    public async Task Parameters_that_say_nothing_are_passed_over()
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var app = new DashboardApp { ConnectionString = database.ConnectionString };
        var (client, _) = await app.SignInAsync(Roles.Admin);
        string[] addresses =
        [
            "/?days=week", "/assign?sheet=x", "/assign?sheet=99999999999999999999", "/batches?page=two", "/batches?page=-1", "/batches/1?page=x&state=9&sort=up",
            "/audit?page=0", "/audit?page=99999999999", "/audit?page=2147483647",
        ];

        foreach (var address in addresses)
        {
            using var answer = await client.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{address} answered {(int)answer.StatusCode}");
            Assert.DoesNotContain("blazor-error", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }
}

public sealed class OddAddressOnSqliteTests() : OddAddressTests(DatabaseKind.Sqlite);

public sealed class OddAddressOnPostgresTests() : OddAddressTests(DatabaseKind.Postgres);

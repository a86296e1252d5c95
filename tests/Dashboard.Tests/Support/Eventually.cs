namespace Dashboard.Tests.Support;

internal static class Eventually
{
    /// <summary>Ends when something is so; fails after a generous time.</summary>
    public static async Task HoldsAsync(Func<Task<bool>> isSo, string what)
    {
        for (var i = 0; !await isSo(); i++)
        {
            Assert.True(i < 1200, $"Not so within a minute: {what}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}

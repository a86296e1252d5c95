using System.Globalization;
using Dashboard.Shared;

namespace Dashboard.Tests.Shared;

public sealed class SubscribersTests
{
    [Fact]
    public void Each_is_called_in_its_own_language()
    {
        var (subscribers, languages, before) = (new Subscribers<int>(), new List<string>(), CultureInfo.CurrentUICulture);
        foreach (var language in new[] { "zh-CN", "en" })
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
            subscribers.Add(_ => languages.Add(CultureInfo.CurrentUICulture.Name));
        }
        CultureInfo.CurrentUICulture = before;

        subscribers.Publish(1);

        Assert.Equal(["en", "zh-CN"], languages.Order());
    }

    [Fact]
    public void Whoever_has_left_hears_no_more()
    {
        var (subscribers, heard) = (new Subscribers<int>(), new List<int>());
        var subscription = subscribers.Add(heard.Add);
        subscribers.Publish(1);

        subscription.Dispose();
        subscribers.Publish(2);

        Assert.Equal([1], heard);
    }
}

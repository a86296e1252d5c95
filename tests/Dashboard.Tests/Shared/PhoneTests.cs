using Bunit;
using Dashboard.Auth;
using Dashboard.Shared;
using Dashboard.Tests.Support;

namespace Dashboard.Tests.Shared;

public static class PhoneTests
{
    public sealed class For_a_viewer() : ComponentTest(Roles.Viewer)
    {
        [Fact]
        public void The_middle_of_the_number_is_hidden()
        {
            var phone = Render<Phone>(p => p.Add(x => x.Value, "6281512345678"));

            Assert.Equal("6281****5678", phone.Find("span").TextContent);
        }
    }

    public sealed class For_a_manager() : ComponentTest(Roles.Manager)
    {
        [Fact]
        public void The_number_is_whole()
        {
            var phone = Render<Phone>(p => p.Add(x => x.Value, "6281512345678"));

            Assert.Equal("6281512345678", phone.Find("span").TextContent);
        }
    }
}

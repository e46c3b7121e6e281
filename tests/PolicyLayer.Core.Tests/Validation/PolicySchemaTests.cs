using Newtonsoft.Json;
using PolicyLayer.Core.Validation;

namespace PolicyLayer.Core.Tests.Validation;

public sealed class PolicySchemaTests
{
    [Fact]
    public void The_hosts_settings_for_its_own_JSON_do_not_reach_the_schema()
    {
        var settings = JsonConvert.DefaultSettings;
        JsonConvert.DefaultSettings = () => new() { MissingMemberHandling = MissingMemberHandling.Error, MaxDepth = 2 };
        try
        {
            Assert.Contains("tools", PolicySchema.Read().Properties.Keys);
        }
        finally
        {
            JsonConvert.DefaultSettings = settings;
        }
    }
}

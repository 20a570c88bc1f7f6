namespace Sluice.Tests.Protocol.Conformance;

public sealed class EveryServerIsHeldToAllTests
{
    static string[] Servers(Type suite, string end) =>
        [.. suite.Assembly.GetTypes().Where(type => type.IsSubclassOf(suite)).Select(type => type.Name[..^end.Length]).Order()];

    [Fact]
    public void A_server_that_derives_one_suite_derives_the_other()
    {
        var servers = Servers(typeof(ModelServerConformance), "ConformanceTests");

        Assert.Contains("Engine", servers);
        Assert.Equal(servers, Servers(typeof(ModelServerEdgeConformance), "EdgeConformanceTests"));
    }
}

using Sluice.Cli.Backends;
using Sluice.Cli.Configuration;
using Sluice.Cli.Configuration.Reading;
using Sluice.Cli.Problems;

namespace Sluice.Tests.Cli.Backends;

public sealed class BackendPlannerTests
{
    private const string Yaml = """
        version: 1
        backends: { a: { url: "http://a" }, b: { url: "http://b" }, c: { url: "http://c" } }
        models: { gpt-oss: { on: [ { backend: b, as: openai/gpt-oss-120b }, { backend: a } ] } }
        aliases: { default: gpt-oss }
        """;

    [Fact]
    public void An_alias_leads_to_all_backends_of_its_model()
    {
        IReadOnlyList<BackendPlan> plans = Plan(new ServerRequest());

        Assert.Equal([("b", "openai/gpt-oss-120b"), ("a", null)], plans.Select(plan => (plan.Config.Name, plan.Wanted)));
        Assert.All(plans, plan => Assert.Equal("gpt-oss", plan.AskedAs));
    }

    [Fact]
    public void A_backend_that_is_named_serves_the_model_under_its_own_name()
    {
        BackendPlan named = Assert.Single(Plan(new ServerRequest { Backend = "a" }));
        BackendPlan foreign = Assert.Single(Plan(new ServerRequest { Backend = "c", Model = "llama" }));

        Assert.Equal(("a", null, "default"), (named.Config.Name, named.Wanted, named.Hoped));
        Assert.Equal(("c", "llama"), (foreign.Config.Name, foreign.Wanted));
    }

    [Fact]
    public void A_url_needs_no_configuration_and_hopes_for_the_pipelines_model()
    {
        var planner = new BackendPlanner(() => throw new InvalidOperationException("the configuration was loaded"), name => name == "K" ? "s3cret" : null);

        BackendPlan plan = Assert.Single(planner.Plan(new ServerRequest { Url = "http://gpu-1:8000", KeyEnv = "K" }, "default", "p.yaml"));

        var remote = Assert.IsType<BackendConfig.Remote>(plan.Config);
        Assert.Equal(("http://gpu-1:8000/v1", "gpu-1:8000", "s3cret"), (remote.Url.ToString(), remote.Name, remote.Key?.Reveal()));
        Assert.Equal((null, "default"), (plan.Wanted, plan.Hoped));
    }

    [Theory]
    [InlineData("pipeline.yaml: step 'extract': sluice.yaml has no model 'gtp-oss' (did you mean 'gpt-oss'?); allowed: gpt-oss, default", null, null, null, null, "gtp-oss")]
    [InlineData("--model: sluice.yaml has no model 'x'; allowed: gpt-oss, default", null, "x", null, null)]
    [InlineData("--backend: sluice.yaml has no backend 'spark'; allowed: a, b, c", null, null, null, "spark")]
    [InlineData("--backend: cannot stand beside --url; allowed: one of them", "http://a", null, null, "a")]
    [InlineData("--key-env: is the key for --url, which is missing; keys of backends stand in sluice.yaml; allowed: --url URL beside it", null, null, "K", null)]
    [InlineData("--key-env: the environment variable K is not set; allowed: the name of a variable that holds the key, not the key itself", "http://a", null, "K", null)]
    [InlineData("--url: is 'gpu-1'; allowed: an http or https URL such as http://host:8000/v1, without a user name, a query or a fragment", "gpu-1", null, null, null)]
    [InlineData("--url: has a user name, a query or a fragment, where keys do not belong; allowed: an http or https URL such as http://host:8000/v1, without a user name, a query or a fragment", "http://me:s3cret@a", null, null, null)]
    public void What_cannot_be_planned_is_told_with_what_is_allowed(string problem, string? url, string? model, string? keyEnv, string? backend, string stepModel = "default")
    {
        var request = new ServerRequest { Url = url, Model = model, KeyEnv = keyEnv, Backend = backend };

        Assert.Equal(problem, Assert.Throws<CouldNotRunException>(() => Plan(request, stepModel)).Message);
    }

    private static IReadOnlyList<BackendPlan> Plan(ServerRequest request, string stepModel = "default") =>
        new BackendPlanner(() => ConfigReader.Read("/nowhere/sluice.yaml", "sluice.yaml", Yaml, _ => null), _ => null)
            .Plan(request, stepModel, "pipeline.yaml: step 'extract'");
}

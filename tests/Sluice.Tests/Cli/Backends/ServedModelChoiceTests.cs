using Sluice.Cli.Backends;
using Sluice.Cli.Configuration;
using Sluice.Cli.Problems;
using Sluice.Protocol.Client;
using Sluice.Protocol.Failures;

namespace Sluice.Tests.Cli.Backends;

public sealed class ServedModelChoiceTests
{
    private const string Server = "http://a/v1";

    [Theory]
    [InlineData(null, "default", "only", new[] { "only" })]
    [InlineData(null, "second", "second", new[] { "first", "second" })]
    [InlineData("first", "second", "first", new[] { "first", "second" })]
    public void The_model_asked_for_is_taken_else_the_hoped_one_else_the_only_one(string? wanted, string hoped, string taken, string[] offered) =>
        Assert.Equal(taken, ServedModelChoice.Pick(Plan(wanted, hoped), Listing(offered), Server).Id);

    [Theory]
    [InlineData("gpt", "--model: http://a/v1 offers no model 'gpt' (did you mean 'gpt2'?); allowed: gpt2, llama", new[] { "gpt2", "llama" })]
    [InlineData("gpt", "--model: http://a/v1 offers no model 'gpt'; allowed: llama", new[] { "llama" })]
    [InlineData(null, "--model: http://a/v1 offers 2 models, and 'default' is none of them; name one with --model; allowed: gpt2, llama", new[] { "gpt2", "llama" })]
    [InlineData(null, "http://a/v1: the server offers no model at all", new string[0])]
    public void A_model_that_is_not_offered_is_refused_with_those_that_are(string? wanted, string problem, string[] offered) =>
        Assert.Equal(problem, Assert.Throws<CouldNotRunException>(() => ServedModelChoice.Pick(Plan(wanted, "default"), Listing(offered), Server)).Message);

    [Fact]
    public void Nobody_is_told_of_a_model_that_nobody_named() =>
        Assert.Equal("--model: http://a/v1 offers 2 models; name one; allowed: gpt2, llama", Assert.Throws<CouldNotRunException>(() => ServedModelChoice.Pick(Plan(null, ""), Listing(["gpt2", "llama"]), Server)).Message);

    [Theory]
    [InlineData("--key-env", "--key-env: http://a/v1 wants a key (why); allowed: --key-env VAR, the variable that holds it")]
    [InlineData("sluice.yaml: backends.a.key", "sluice.yaml: backends.a.key: http://a/v1 wants a key (why); allowed: the variable that holds it, as ${env:VAR}")]
    public void A_key_that_nobody_gave_is_not_called_wrong(string place, string problem)
    {
        var listing = new ModelListing { Failure = new Failure(FailureReason.Account, "why") { HttpStatus = 401 } };

        Assert.Equal(problem, Assert.Throws<CouldNotRunException>(() => ServedModelChoice.Pick(Plan(null, "") with { KeyPlace = place }, listing, Server)).Message);
    }

    [Fact]
    public void A_long_list_is_cut()
    {
        string[] many = [.. Enumerable.Range(1, 300).Select(i => $"m{i}")];

        string problem = Assert.Throws<CouldNotRunException>(() => ServedModelChoice.Pick(Plan("x-large", "default"), Listing(many), Server)).Message;

        Assert.EndsWith("m19, m20 and 280 more", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FailureReason.Account, 401, "--key-env K: http://a/v1 refuses the key (why); allowed: a key that the server accepts")]
    [InlineData(FailureReason.Transport, null, "http://a/v1: the server cannot be reached (why); allowed: the base URL of a server that is running")]
    [InlineData(FailureReason.Account, 404, "http://a/v1: the server does not list its models; name one with --model; allowed: --model NAME, and a base URL that ends as the server's documentation says, mostly in /v1")]
    [InlineData(FailureReason.Server, 500, "http://a/v1: the server does not answer as a model server does (why); allowed: the base URL of a server that speaks the OpenAI protocol")]
    public void A_server_that_gives_no_list_is_told_by_what_it_did(FailureReason reason, int? status, string problem)
    {
        var listing = new ModelListing { Failure = new Failure(reason, "why") { HttpStatus = status } };

        Assert.Equal(problem, Assert.Throws<CouldNotRunException>(() => ServedModelChoice.Pick(Plan(null, "default"), listing, Server)).Message);
    }

    [Fact]
    public void A_server_without_a_list_is_taken_at_its_word_when_the_model_is_named()
    {
        var listing = new ModelListing { Failure = new Failure(FailureReason.Account, "no such page") { HttpStatus = 404 } };

        Assert.Equal("gpt", ServedModelChoice.Pick(Plan("gpt", "default"), listing, Server).Id);
    }

    private static BackendPlan Plan(string? wanted, string hoped) =>
        new(new BackendConfig.Remote("a", new Uri(Server)), wanted, hoped, "--model") { KeyPlace = "--key-env K" };

    private static ModelListing Listing(string[] names) => new() { Models = [.. names.Select(name => new ServedModel(name))] };
}

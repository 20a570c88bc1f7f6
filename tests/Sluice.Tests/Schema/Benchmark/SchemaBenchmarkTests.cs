using System.Text;
using Sluice.Schema;
using Sluice.Schema.Benchmark;

namespace Sluice.Tests.Schema.Benchmark;

public sealed class SchemaBenchmarkTests
{
    const string Label = """{"type": "object", "properties": {"label": {"enum": ["x", "y"]}}, "required": ["label"], "additionalProperties": false}""";

    [Fact]
    public void A_schema_passes_when_every_document_is_judged_as_declared()
    {
        var result = Run(new BenchmarkSettings(), Label, ("{\"label\": \"x\"}", true), ("{\"label\": \"z\"}", false), ("{\"label\": \"x\"", false));

        Assert.Equal(CaseOutcome.Passing, result.Outcome);
        Assert.Empty(result.Wrong);
        Assert.Equal((1, 3), (result.Times.Compile.Summarize().Count, result.Times.Validation.Summarize().Count));
    }

    [Fact]
    public void A_verdict_against_the_declaration_is_wrong_and_says_where()
    {
        var result = Run(new BenchmarkSettings(), Label, ("{\"label\": \"x\"}", false), ("{\"label\": \"z\"}", true), ("{\"label\": \"y\"", true));

        Assert.Equal(CaseOutcome.Wrong, result.Outcome);
        Assert.Equal([(0, false, (int?)null), (1, true, 11), (2, true, 13)], result.Wrong.Select(wrong => (wrong.Test, wrong.Valid, wrong.At)));
        Assert.Equal([0, 1, 2], result.ValidatorWrong.Select(wrong => wrong.Test));
    }

    [Fact]
    public void Keys_come_in_any_order_drafts_by_their_name_and_formats_count()
    {
        var order = Run(new BenchmarkSettings(), """{"type": "object", "properties": {"a": {"type": "integer"}, "b": {"type": "null"}}, "required": ["a", "b"]}""", ("{\"b\": null, \"a\": 6000.0}", true));
        var draft = Run(new BenchmarkSettings(), """{"$schema": "http://json-schema.org/draft-07/schema#", "definitions": {"n": {"type": "number"}}, "properties": {"a": {"$ref": "#/definitions/n", "maximum": 1}}}""", ("{\"a\": 5}", true));
        var format = Run(new BenchmarkSettings(), """{"type": "array", "items": {"format": "ipv4"}}""", ("[\"300.0.0.1\"]", false));

        Assert.Equal((CaseOutcome.Passing, CaseOutcome.Passing), (order.Outcome, draft.Outcome));
        Assert.Empty(format.ValidatorWrong);
        Assert.NotEqual(CaseOutcome.Wrong, format.Outcome);
    }

    [Fact]
    public void For_a_schema_without_documents_some_are_made_and_judged_as_the_validator_judges_them()
    {
        const string Four = """{"properties": {"a": {"const": 1}, "b": {"const": 1}, "c": {"const": 1}, "d": {"const": 1}}, "required": ["a", "b", "c", "d"], "additionalProperties": false}""";

        var right = Run(new BenchmarkSettings(), Four);
        var wrong = Run(new BenchmarkSettings { Answers = AnswerOptions.Writing }, Four); // in definition order only: valid documents in another one are refused

        Assert.Equal((CaseOutcome.Passing, 6 * 5), (right.Outcome, right.Made));
        Assert.Equal((CaseOutcome.Wrong, true), (wrong.Outcome, wrong.Wrong[0].Valid));
        Assert.StartsWith("made document ", wrong.Wrong[0].Description, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_schema_names_the_keyword()
    {
        var unsupported = Run(new BenchmarkSettings(), """{"type": "string", "pattern": "(a)\\1"}""", ("\"aa\"", true));
        var malformed = Run(new BenchmarkSettings(), """{"type": 7}""");

        Assert.Equal((CaseOutcome.Refused, "pattern"), (unsupported.Outcome, unsupported.Keyword));
        Assert.StartsWith("#/pattern: ", unsupported.Detail, StringComparison.Ordinal);
        Assert.Equal((CaseOutcome.Refused, "type"), (malformed.Outcome, malformed.Keyword));
        Assert.StartsWith("#/type: ", malformed.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Tokens_are_fed_with_a_mask_before_each()
    {
        var result = Run(new BenchmarkSettings { Vocabulary = Bytes(text => [.. text.Select(one => (int)one)]) }, Label, ("{\"label\": \"x\"}", true), ("{\"label\": \"z\"}", false));

        Assert.Equal(CaseOutcome.Passing, result.Outcome);
        Assert.Equal((14 + 11, 14 + 12), (result.Times.Check.Count, result.Times.Mask.Count));
    }

    [Fact]
    public void A_document_that_the_tokens_do_not_spell_is_fed_as_bytes()
    {
        var result = Run(new BenchmarkSettings { Vocabulary = Bytes(_ => [32]) }, Label, ("{\"label\": \"x\"}", true));

        Assert.Equal((CaseOutcome.Passing, 0), (result.Outcome, result.Times.Mask.Count));
    }

    [Fact]
    public void An_error_in_one_schema_is_told_and_the_next_goes_on()
    {
        var benchmark = new SchemaBenchmark(new BenchmarkSettings { Made = 0, Vocabulary = Bytes(_ => throw new InvalidTimeZoneException("no tokens today")) });

        var results = benchmark.Run([Case(Label, ("{}", false)), Case("true")]).ToList();

        Assert.Equal([CaseOutcome.Crashed, CaseOutcome.Passing], results.Select(result => result.Outcome));
        Assert.Equal("reading test 0: InvalidTimeZoneException: no tokens today", results[0].Detail);
    }

    [Fact]
    public void A_schema_that_does_not_end_is_given_up()
    {
        using var never = new ManualResetEventSlim();
        var benchmark = new SchemaBenchmark(new BenchmarkSettings
        {
            TimeLimit = TimeSpan.FromMilliseconds(1),
            Vocabulary = Bytes(text =>
            {
                never.Wait();
                return [];
            }),
        });

        var result = benchmark.Run(Case(Label, ("{}", false)));
        never.Set();

        Assert.Equal(CaseOutcome.TimedOut, result.Outcome);
        Assert.EndsWith("over 0.001 s", result.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tally_keeps_schemas_without_documents_apart()
    {
        var tally = new BenchmarkTally("all");

        foreach (var item in new[] { Case(Label, ("{\"label\": \"z\"}", true), ("{\"label\": \"y\"}", false)), Case(Label, ("1", false)), Case("true"), Case("""{"minimum": []}"""), Case("""{"type": "string", "pattern": "(a)\\1"}""") })
            tally.Add(new SchemaBenchmark(new BenchmarkSettings()).Run(item));

        Assert.Equal((5, 3), (tally.Schemas, tally.Documents));
        Assert.Equal((2, 1), (tally.Count(CaseOutcome.Passing), tally.Untested(CaseOutcome.Passing)));
        Assert.Equal((2, 2), (tally.Count(CaseOutcome.Refused), tally.Untested(CaseOutcome.Refused)));
        Assert.Equal((1, 1, 1, 1), (tally.ValidationErrors, tally.InvalidationErrors, tally.ValidRefused, tally.InvalidAccepted));
        Assert.Equal([new("minimum", 1), new("pattern", 1)], tally.Refusals);
    }

    static BenchmarkVocabulary Bytes(Func<byte[], int[]> tokenize) => new([.. Enumerable.Range(0, 256).Select(one => (byte[]?)[(byte)one])], tokenize);

    static CaseResult Run(BenchmarkSettings settings, string schema, params (string Document, bool Valid)[] tests) =>
        new SchemaBenchmark(settings).Run(Case(schema, tests));

    static BenchmarkCase Case(string schema, params (string Document, bool Valid)[] tests) => new()
    {
        File = "tests",
        Line = 1,
        Name = "case",
        Schema = schema,
        Tests = [.. tests.Select(test => new BenchmarkTest(Encoding.UTF8.GetBytes(test.Document), test.Valid, ""))],
    };
}

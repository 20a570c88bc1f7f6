using System.Text;
using Sluice.Pipeline.Asking;
using Sluice.Protocol.Failures;
using Sluice.Schema;

namespace Sluice.Tests.Pipeline.Asking;

public sealed class AnswerWatchTests
{
    const string Schema = """
        {"type": "object", "properties": {"title": {"type": "string"}, "level": {"enum": ["junior", "senior"]}, "years": {"type": "integer"}},
         "required": ["title", "level"], "additionalProperties": false}
        """;

    [Theory]
    [InlineData("""{"title": "Cook 😀", "level": "senior"}""")]
    [InlineData("""{"level":"junior","years":-3e2,"title":"é日"}""")]
    [InlineData("\n\n{\n    \"level\" : \"junior\" ,\n    \"title\" : \"\"\n}\n")]
    [InlineData("```json\n{\"title\": \"Cook\", \"level\": \"senior\"}\n```")]
    [InlineData("`code` comes first: {\"title\": \"Cook\", \"level\": \"senior\"}")]
    [InlineData("```{\"title\": \"Cook\", \"level\": \"senior\"}```")]
    [InlineData("I think of { level: none } first. {\"title\": \"Cook\", \"level\": \"senior\"}")]
    [InlineData("{\"title\": \"Cook\", \"level\": \"senior\"} That is my answer.")]
    public void An_answer_that_can_be_good_is_never_cut_however_it_is_split(string answer)
    {
        var bytes = Encoding.UTF8.GetBytes(answer);
        for (var size = 1; size <= bytes.Length; size++)
        {
            var watch = NewWatch();
            Assert.All(bytes.Chunk(size), chunk => Assert.Null(watch.Observe(chunk)));
        }
    }

    [Theory]
    [InlineData("""{"title": "Cook", "level": "senor", "years": 3}""", 32, "/level: no string that is allowed here goes on like \"seno…\"")]
    [InlineData("""{"titel": "Cook"}""", 6, "the answer: no key that is allowed here goes on like \"tite…\"; defined are \"title\", \"level\", \"years\"")]
    [InlineData("""{"title": 7}""", 11, "/title: a string must come here, not a number")]
    [InlineData("""{"title": "Cook"}""", 17, "the answer: the object cannot end yet; required are \"title\", \"level\"")]
    [InlineData("""{"title": "Cook", "level": "junior", "years": 3.5}""", 50, "/years: no number that is allowed here is 3.5")]
    [InlineData("```json\n{\"title\": null}", 19, "/title: a string must come here, not null")]
    [InlineData(" \n```\n\n{\"title\": [", 18, "/title: a string must come here, not an array")]
    public void A_doomed_answer_is_cut_at_its_first_wrong_byte_however_it_is_split(string answer, int wrongByte, string reason)
    {
        var bytes = Encoding.UTF8.GetBytes(answer);
        for (var size = 1; size <= bytes.Length; size++)
        {
            var watch = NewWatch();
            var (read, failure) = Feed(watch, bytes.Chunk(size));

            Assert.Equal(FailureReason.SchemaMismatch, failure?.Reason);
            Assert.InRange(read, wrongByte, wrongByte + size - 1);
            Assert.StartsWith($"{reason}; cut at byte {wrongByte}: …", failure?.Detail, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("{\"title\":")]
    [InlineData("{\"title\": \"Cook\", \"level\": \"senior\"}")]
    [InlineData("")]
    public void More_than_64_characters_of_white_space_in_a_row_are_a_runaway(string before)
    {
        var watch = NewWatch();
        Assert.Null(watch.Observe(Encoding.UTF8.GetBytes(before + new string('\n', 64))));

        Assert.Equal(FailureReason.Runaway, watch.Observe(" "u8)?.Reason);
    }

    [Fact]
    public void An_answer_that_goes_in_circles_is_a_runaway()
    {
        var (read, failure) = Feed(NewWatch(), [.. Encoding.UTF8.GetBytes("{\"title\": \"" + string.Concat(Enumerable.Repeat("and more ", 500))).Chunk(7)]);

        Assert.Equal(FailureReason.Runaway, failure?.Reason);
        Assert.InRange(read, 500, 700);
    }

    [Fact]
    public void Without_a_grammar_only_runaways_are_cut()
    {
        var watch = new AnswerWatch(null);

        Assert.Null(watch.Observe("{\"titel\": 1}"u8));
        Assert.NotNull(watch.Observe(Encoding.UTF8.GetBytes(new string(' ', 65))));
    }

    static AnswerWatch NewWatch() => new(JsonSchema.Parse(Schema).CompileAnswer(AnswerOptions.Reading));

    static (int Read, Failure? Failure) Feed(AnswerWatch watch, IEnumerable<byte[]> chunks)
    {
        var read = 0;
        foreach (var chunk in chunks)
        {
            read += chunk.Length;
            if (watch.Observe(chunk) is { } failure) return (read, failure);
        }

        return (read, null);
    }
}

using Sluice.Schema;
using Sluice.Schema.Grounding;
using static Sluice.Tests.Schema.Answers.AnswerProbe;

namespace Sluice.Tests.Schema.Answers;

public sealed class VerbatimAnswerTests
{
    const string Posting = "DevOps Engineer (CI CD Cloud Docker Jenkins) <ORGANIZATION>\nWe use Docker and Jenkins in the cloud.";
    const string Skills = """{"type":"object","properties":{"title":{"type":"string","x-verbatim":{"at":"line-start"}},"skills":{"type":"array","items":{"type":"string","x-verbatim":true},"uniqueItems":true,"minItems":1}},"required":["title","skills"],"additionalProperties":false}""";

    [Fact]
    public void What_the_text_does_not_contain_cannot_be_written()
    {
        var machine = Write(Skills, Posting);

        Assert.True(machine.Finishes("""{"title":"DevOps Engineer","skills":["docker","Jenkins"]}"""));
        Assert.False(machine.Takes("""{"title":"Senior"""));
        Assert.False(machine.Takes("""{"title":"Engineer"""));
        Assert.False(machine.Takes("""{"title":"DevOps Engineer","skills":["Kubernetes"""));
        Assert.False(machine.Takes("""{"title":"DevOps Engineer","skills":["Dock"]"""));
        Assert.False(machine.Takes("""{"title":"DevOps Engineer","skills":[""]"""));
        Assert.False(machine.Takes("""{"title":"DevOps Engineer","skills":["ORGANIZATION"]"""));
    }

    [Fact]
    public void Escapes_and_white_space_are_seen_through()
    {
        const string schema = """{"type":"string","x-verbatim":true}""";

        Assert.True(Write(schema, "naïve Bayes\nclassifier").Finishes("\"na\\u00EFve\\tbayes Classifier\""));
        Assert.False(Write(schema, "naïve Bayes").Takes("\"na\\u00F"));
        Assert.False(Write(schema, "naïve Bayes").Takes("\"naïve  "));
        Assert.True(Read(schema, "naïve Bayes").Finishes("\"naïve \\n Bayes\""));
        Assert.True(Write(schema, "機械学習 🚀").Finishes("\"機械学習 \\uD83D\\uDE80\""));
    }

    [Fact]
    public void Spans_say_where_each_value_stands()
    {
        var machine = Write(Skills, Posting);

        Assert.True(machine.Takes("""{"title":"devops engineer","skills":["Docker","jenkins","CI CD"]}"""));

        Assert.Equal(
            [new GroundedSpan("/title", 0, 15), new("/skills/0", 29, 6), new("/skills/1", 36, 7), new("/skills/2", 17, 5)],
            machine.Spans);
    }

    [Fact]
    public void Repeated_values_are_found_in_different_places()
    {
        const string schema = """{"type":"array","items":{"type":"string","x-verbatim":true}}""";
        var machine = Write(schema, Posting);

        Assert.True(machine.Takes("""["Docker","docker","DOCKER"]"""));

        Assert.Equal([29, 67, 29], machine.Spans.Select(span => span.Start));
    }

    [Fact]
    public void No_item_contains_another_or_stands_in_one()
    {
        var machine = Write(Skills, Posting);

        Assert.True(machine.Takes("""{"title":"DevOps Engineer","skills":["Cloud Docker","""));
        Assert.False(machine.Fork().Takes("\"cloud\""));
        Assert.False(machine.Fork().Takes("\"Docker\""));
        Assert.False(machine.Fork().Takes("\"CD Cloud Docker"));
        Assert.False(machine.Fork().Takes("\"Cloud Docker J"));
        Assert.True(machine.Fork().Takes("\"Docker and\""));
        Assert.True(machine.Fork().Takes("\"CD Cloud\""));
        Assert.True(machine.Fork().Takes("\"Jenkins\""));
    }

    [Fact]
    public void An_item_that_is_only_part_of_a_longer_word_is_no_part_of_it()
    {
        var machine = Write("""{"type":"array","items":{"type":"string","x-verbatim":true},"uniqueItems":true}""", "JavaScript, Java");

        Assert.True(machine.Finishes("""["JavaScript","Java"]"""));
    }

    [Fact]
    public void An_array_ends_where_no_further_value_is_apart()
    {
        const string schema = """{"type":"array","items":{"type":"string","x-verbatim":true},"uniqueItems":true}""";
        var machine = Write(schema, "Docker Jenkins");

        Assert.True(machine.Takes("""["docker jenkins" """));

        Assert.Equal("]", machine.Next().Trim());
    }

    [Fact]
    public void Items_that_are_required_are_found_even_where_none_is_apart()
    {
        const string schema = """{"type":"array","items":{"type":"string","x-verbatim":true},"uniqueItems":true,"minItems":3}""";
        var machine = Write(schema, "Docker Jenkins");

        Assert.True(machine.Takes("""["docker jenkins","docker","Docker" """));

        Assert.Equal("]", machine.Next().Trim());
        Assert.False(Write(schema, "Docker Jenkins").Finishes("""["docker","docker","Jenkins"]"""));
    }

    [Fact]
    public void Reading_asks_for_unique_values_only()
    {
        const string schema = """{"type":"array","items":{"type":"string","x-verbatim":true},"uniqueItems":true}""";

        Assert.True(Read(schema, "Docker Jenkins").Finishes("""["docker jenkins","Docker","docker"]"""));
        Assert.False(Read(schema, "Docker Jenkins").Finishes("""["docker","docker"]"""));
    }

    [Theory]
    [InlineData(0, 4, "\"ab c\"", true)]
    [InlineData(0, 3, "\"ab c\"", false)]
    [InlineData(6, 20, "\"ab c def\"", true)]
    [InlineData(6, 20, "\"ab c\"", false)]
    public void Lengths_hold_for_verbatim_strings(int min, int max, string answer, bool valid) =>
        Assert.Equal(valid, Write($$"""{"type":"string","x-verbatim":true,"minLength":{{min}},"maxLength":{{max}}}""", "ab c def").Finishes(answer));

    [Fact]
    public void A_beginning_from_which_no_allowed_length_is_reached_is_refused()
    {
        var machine = Write("""{"type":"string","x-verbatim":true,"minLength":5,"maxLength":7}""", "ab extraordinary cde fgh ij");

        Assert.Equal("\"", machine.Next().Trim());
        Assert.True(machine.Takes("\""));
        Assert.Equal("CFcf", string.Concat(machine.Next().Where(char.IsAsciiLetter).Order()));
    }

    [Fact]
    public void A_text_without_words_leaves_no_answer_where_one_must_quote()
    {
        var machine = Write(Skills, "<ORGANIZATION> \n");

        Assert.False(machine.HasAnswer);
        Assert.False(machine.Takes("{"));
    }

    [Fact]
    public void A_text_without_words_leaves_the_other_ways()
    {
        const string schema = """{"type":"object","properties":{"quote":{"type":"string","x-verbatim":true},"skills":{"type":"array","items":{"type":"string","x-verbatim":true}},"title":{"anyOf":[{"type":"string","x-verbatim":true},{"type":"null"}]}},"required":["skills","title"],"additionalProperties":false}""";
        var machine = Write(schema, "");

        Assert.True(machine.HasAnswer);
        Assert.False(machine.Takes("{\"quote"));
        Assert.True(machine.Finishes("""{"skills":[],"title":null}"""));
        Assert.True(machine.Takes("{\"skills\":["));
        Assert.Equal(" ]", machine.Next());
    }

    [Fact]
    public void Named_strings_must_stand_in_the_text_too()
    {
        const string schema = """{"enum":["Docker","Kubernetes"],"x-verbatim":true}""";

        Assert.True(Write(schema, Posting).Finishes("\"Docker\""));
        Assert.False(Write(schema, Posting).Takes("\"K"));
    }

    [Fact]
    public void A_schema_that_quotes_asks_for_its_text()
    {
        var grammar = JsonSchema.Parse(Skills).CompileAnswer();

        Assert.True(grammar.NeedsSource);
        Assert.Throws<ArgumentNullException>(() => grammar.Start());
        Assert.False(JsonSchema.Parse("{}").CompileAnswer().NeedsSource);
    }
}

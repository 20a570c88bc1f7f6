using static Sluice.Tests.Schema.Answers.AnswerProbe;

namespace Sluice.Tests.Schema.Answers;

/// <summary>What our engine writes is narrower than what validates, so that a small model cannot wander.</summary>
public sealed class TidyAnswerTests
{
    const string Quoted = """{"type":"string","x-verbatim":true}""";

    [Fact]
    public void A_quoted_word_is_written_with_the_texts_own_capitals()
    {
        const string text = "Experience with Docker and node.js";

        Assert.True(WriteTidily(Quoted, text).Finishes("\"Docker\""));
        Assert.False(WriteTidily(Quoted, text).Takes("\"docker"));
        Assert.True(Read(Quoted, text).Finishes("\"docker\""));
    }

    [Fact]
    public void A_run_of_white_space_is_written_as_one_space()
    {
        const string text = "machine\n\t learning";

        Assert.True(WriteTidily(Quoted, text).Finishes("\"machine learning\""));
        Assert.False(WriteTidily(Quoted, text).Takes("\"machine\u0085"));
        Assert.False(WriteTidily(Quoted, text).Takes("\"machine\\n"));
    }

    [Fact]
    public void Only_what_JSON_cannot_hold_otherwise_is_escaped()
    {
        const string schema = """{"type":"string"}""";

        Assert.True(WriteTidily(schema).Finishes("""
            "a \"quoted\" \\ line\nbreak\u0001"
            """));
        Assert.False(WriteTidily(schema).Takes("\"\\u00e"));
        Assert.False(WriteTidily(schema).Takes("\"\\/"));
        Assert.False(WriteTidily(schema).Takes("\"\\uD83D"));
        Assert.True(Read(schema).Finishes("\"\\u00e9\\/\\uD83D\\uDE80\""));
    }

    [Fact]
    public void An_array_ends_where_no_further_words_of_the_texts_own_capitals_are_apart()
    {
        const string schema = """{"type":"array","items":{"type":"string","x-verbatim":true},"uniqueItems":true}""";

        Assert.Equal("]", WriteTidily(schema, "Go go GO").TakesThen("[\"Go\"").Next().Trim());
    }
}

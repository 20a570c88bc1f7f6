using Sluice.Pipeline.Asking;

namespace Sluice.Tests.Pipeline.Asking;

public sealed class AnswerTextTests
{
    [Theory]
    [InlineData("""{"a":1}""")]
    [InlineData("  {\"a\":1}\n")]
    [InlineData("```json\n{\"a\":1}\n```")]
    [InlineData("Here is the answer: {\"a\":1} I hope it helps.")]
    [InlineData("Of the form {name}, so: {\"a\":1}")]
    public void One_piece_of_JSON_is_found_among_other_words(string text)
    {
        Assert.True(AnswerText.TryFind(text, out var value, out _));

        Assert.Equal("""{"a":1}""", value.GetRawText());
    }

    [Theory]
    [InlineData("42", "42")]
    [InlineData("\"Cook\"", "\"Cook\"")]
    [InlineData("[1, 2]", "[1, 2]")]
    public void Any_JSON_value_may_be_an_answer(string text, string expected)
    {
        Assert.True(AnswerText.TryFind(text, out var value, out _));

        Assert.Equal(expected, value.GetRawText());
    }

    [Theory]
    [InlineData("No idea.", "'N' is an invalid start of a value")]
    [InlineData("{\"a\":1} {\"a\":2}", "it holds several JSON values")]
    [InlineData("{\"a\":{\"b\":1},", "Expected start of a property name")]
    [InlineData("{\"a\":{\"b\":1}, oops}", "'o' is an invalid start of a property name")]
    [InlineData("{\"a\":[1,2], oops, \"c\":{\"d\":1}}", "'o' is an invalid start of a property name")]
    [InlineData("see {\"a\":{\"b\":1}", "'s' is an invalid start of a value")]
    [InlineData("{\"a\":1,\"a\":2}", "Duplicate property")]
    public void A_part_of_a_broken_answer_is_never_taken_for_the_answer(string text, string expected)
    {
        Assert.False(AnswerText.TryFind(text, out _, out var problem));

        Assert.StartsWith(expected, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_text_of_brackets_is_given_up_soon()
    {
        Assert.False(AnswerText.TryFind(new string('{', 1_000_000), out _, out _));
        Assert.False(AnswerText.TryFind(new string('[', 1_000_000), out _, out _));
    }
}

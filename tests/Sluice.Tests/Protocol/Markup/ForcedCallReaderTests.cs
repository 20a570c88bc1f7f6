using Sluice.Protocol.Markup;

namespace Sluice.Tests.Protocol.Markup;

public sealed class ForcedCallReaderTests
{
    const string Arguments = """{"city": "A \"b\" \\", "list": [{"x": "}]"}, []], "π": {}}""";
    const string Answer = "\n{\"name\": \"f\\u0041\", \"arguments\": " + Arguments + " }\n";

    [Fact]
    public void A_call_is_the_same_wherever_it_is_cut()
    {
        for (var first = 0; first <= Answer.Length; first++)
        {
            for (var second = first; second <= Answer.Length; second += 3)
                Assert.Equal(("fA", Arguments, ""), Joined(Read(Answer[..first], Answer[first..second], Answer[second..])));
        }
    }

    [Fact]
    public void Arguments_are_told_while_they_are_written()
    {
        var reader = AnswerMarkup.ReadForcedCall();

        Assert.Empty(reader.Append("{\"name\": \"f\", \"arguments\""));
        Assert.Equal([new AnswerPart.CallBegins(0, "f"), new AnswerPart.CallArguments(0, "{\"a\"")], reader.Append(": {\"a\""));
        Assert.Equal([new AnswerPart.CallArguments(0, ": 1}")], reader.Append(": 1}}"));
        Assert.Empty(reader.Finish());
        Assert.Equal(1, reader.Calls);
    }

    [Fact]
    public void A_call_that_is_cut_keeps_what_there_is_of_its_arguments() =>
        Assert.Equal(("f", "{\"a\": [1", ""), Joined(Read("{\"name\": \"f\", \"arguments\": {\"a\": [1")));

    [Theory]
    [InlineData("{\"name\": \"f")]
    [InlineData("{\"name\": \"f\", \"arg")]
    [InlineData("")]
    public void What_ends_before_its_arguments_is_content(string answer) => Assert.Equal(("", "", answer), Joined(Read(answer)));

    static List<AnswerPart> Read(params string[] pieces)
    {
        var reader = AnswerMarkup.ReadForcedCall();
        return [.. pieces.SelectMany(reader.Append), .. reader.Finish()];
    }

    static (string Name, string Arguments, string Content) Joined(List<AnswerPart> parts) => (
        string.Concat(parts.OfType<AnswerPart.CallBegins>().Select(part => part.Name)),
        string.Concat(parts.OfType<AnswerPart.CallArguments>().Select(part => part.Text)),
        string.Concat(parts.OfType<AnswerPart.Content>().Select(part => part.Text)));
}

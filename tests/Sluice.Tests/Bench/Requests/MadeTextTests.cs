using Sluice.Bench.Requests;

namespace Sluice.Tests.Bench.Requests;

public sealed class MadeTextTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(1000)]
    public void A_text_has_exactly_the_asked_words(int words) => Assert.Equal(words, new MadeText().Write(words, 5, 1).Split(' ').Length);

    [Fact]
    public void A_hundred_thousand_texts_begin_with_different_words()
    {
        var text = new MadeText();
        var beginnings = Enumerable.Range(0, 100_000).Select(number => text.Write(MadeText.NonceWords, (1L << 35) + number, 1)).ToHashSet(StringComparer.Ordinal);

        Assert.Equal(100_000, beginnings.Count);
    }

    [Fact]
    public void The_same_number_and_seed_give_the_same_text_and_only_known_words()
    {
        string[] known = [.. CommonWords.All.Where((_, i) => i % 2 == 0)];

        Assert.Equal(new MadeText(known).Write(50, 3, 9), new MadeText(known).Write(50, 3, 9));
        Assert.NotEqual(new MadeText(known).Write(50, 3, 9), new MadeText(known).Write(50, 3, 8));
        Assert.Subset(known.ToHashSet(), new MadeText(known).Write(500, 3, 9).Split(' ').ToHashSet());
    }

    [Fact]
    public void A_prompt_that_is_made_when_it_is_sent_is_the_same_text()
    {
        var text = new MadeText();
        using var output = new MemoryStream();
        using (var json = new System.Text.Json.Utf8JsonWriter(output)) new MadePrompt(text, 900, 5, 1, new MadePrompt(text, 300, null, 1)).WriteTo(json);

        Assert.Equal($"\"{text.Write(300, null, 1)} {text.Write(900, 5, 1)}\"", System.Text.Encoding.UTF8.GetString(output.ToArray()));
    }

    [Fact]
    public void A_trace_is_read_in_our_form_and_mooncakes_and_begins_at_zero()
    {
        var trace = TraceFile.Read("t", new StringReader("{\"at\": 12.5, \"prompt\": 10, \"output\": 3}\n\n{\"timestamp\": 11000, \"input_length\": 7, \"output_length\": 2, \"hash_ids\": []}\n"));

        Assert.Equal([new TraceEntry(TimeSpan.Zero, 7, 2), new TraceEntry(TimeSpan.FromSeconds(1.5), 10, 3)], trace.Entries);
        Assert.Equal(2, Assert.Throws<FormatException>(() => TraceFile.Read("t", new StringReader("{\"at\": 1}\nx\n"))).Message.Split('\n').Length);
        Assert.Contains("no requests", Assert.Throws<FormatException>(() => TraceFile.Read("t", new StringReader(""))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Warming_up_takes_nothing_from_a_trace()
    {
        var trace = new TraceFile([new TraceEntry(TimeSpan.Zero, 7, 2), new TraceEntry(TimeSpan.FromSeconds(1), 10, 3)]);
        var made = new List<(int Prompt, int Nonce)>();
        var source = new TraceSource(trace, (entry, nonce) =>
        {
            made.Add((entry.Prompt, nonce));
            return new ListSource([], null);
        });

        for (var i = 0; i < 3; i++) source.NextWarmUp();
        for (var i = 0; i < 3; i++) source.Next();

        Assert.Equal([(7, 2), (10, 3), (7, 4), (7, 0), (10, 1)], made);
    }
}

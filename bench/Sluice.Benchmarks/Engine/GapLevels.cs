namespace Sluice.Benchmarks.Engine;

/// <summary>Which gaps are measured: all that can be combined.</summary>
/// <param name="Streams">That write.</param>
/// <param name="Prompts">Tokens of the long prompts that arrive.</param>
/// <param name="AtOnce">How many of them arrive together.</param>
internal sealed record GapLevels(int[] Streams, int[] Prompts, int[] AtOnce)
{
    public IEnumerable<(int Streams, int Prompt, int AtOnce)> All =>
        from streams in Streams from prompt in Prompts from atOnce in AtOnce select (streams, prompt, atOnce);
}

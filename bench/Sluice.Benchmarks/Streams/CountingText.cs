namespace Sluice.Benchmarks.Streams;

/// <summary>A text whose tokens are all different, so that one lost, doubled or out of order shows.</summary>
internal static class CountingText
{
    public static string Of(int tokens) => string.Join(' ', Enumerable.Range(0, tokens));
}

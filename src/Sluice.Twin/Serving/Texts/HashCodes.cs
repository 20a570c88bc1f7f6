namespace Sluice.Twin.Serving.Texts;

/// <summary>Hashes that are the same in every process, unlike those of the runtime.</summary>
static class HashCodes
{
    /// <summary>FNV-1a over UTF-16.</summary>
    public static int Of(ReadOnlySpan<char> text)
    {
        var hash = 2166136261;
        foreach (var letter in text) hash = (hash ^ letter) * 16777619;
        return (int)hash;
    }

    /// <summary>Two numbers as one, spread so that neighbours get unlike seeds (the finalizer of MurmurHash3).</summary>
    public static int Mix(int first, int second)
    {
        var hash = (uint)first * 0x9E3779B1 ^ (uint)second;
        hash = (hash ^ (hash >> 16)) * 0x85EBCA6B;
        hash = (hash ^ (hash >> 13)) * 0xC2B2AE35;
        return (int)(hash ^ (hash >> 16));
    }
}

using System.Globalization;

namespace Sluice.Twin.Simulating;

/// <summary>Token counts drawn evenly from a range; equal ends are a fixed length.</summary>
public readonly record struct LengthRange(int Least, int Most)
{
    public static LengthRange Fixed(int tokens) => new(tokens, tokens);

    public double Mean => (Least + (double)Most) / 2;

    public int Draw(Random random) => Least == Most ? Least : random.Next(Least, Most + 1);

    public override string ToString() => Least == Most
        ? Least.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Least}-{Most}");
}

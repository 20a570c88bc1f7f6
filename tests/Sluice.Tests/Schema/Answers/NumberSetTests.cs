using System.Text;
using Sluice.Schema.Answers.Numbers;
using Sluice.Schema.Values;

namespace Sluice.Tests.Schema.Answers;

/// <summary>Sets of numbers against a list of all short texts: what is in the set can be begun, what is begun leads into the set.</summary>
public sealed class NumberSetTests
{
    public static TheoryData<string?, bool, string?, bool, string?> Bounds => new()
    {
        { "5", false, "7", false, "1" },
        { "-12", false, "3", true, "1" },
        { "0.05", true, "0.5", false, null },
        { "-0.5", true, "-0.05", true, null },
        { "9", true, "11", true, null },
        { "10", false, "10", false, null },
        { "0", false, "0", false, null },
        { "0", true, null, false, null },
        { null, false, "-1", false, null },
        { null, false, null, false, "5" },
        { "1", false, "100", false, "0.5" },
        { "99", true, "1001", true, "50" },
        { "-0.3", false, "0.3", false, "0.1" },
        { null, false, null, false, null },
    };

    [Theory]
    [MemberData(nameof(Bounds))]
    public void Every_text_of_a_member_can_be_written_from_its_first_byte_on(string? low, bool lowOpen, string? high, bool highOpen, string? step)
    {
        var bounds = Of(low, lowOpen, high, highOpen, step);
        var set = new NumberRange(bounds);
        var members = 0;
        foreach (var text in Texts(6).Where(text => bounds.Contains(JsonNumber.Parse(text))))
        {
            members++;
            for (var length = 1; length <= text.Length; length++)
                Assert.True(set.Reaches(new NumberPrefix(text.AsSpan(0, length))), $"{Encoding.ASCII.GetString(text)} cannot be begun with {length} bytes");
        }

        Assert.True(members > 0);
    }

    [Theory]
    [MemberData(nameof(Bounds))]
    public void Ordinary_numbers_are_judged_in_place_as_they_are_exactly(string? low, bool lowOpen, string? high, bool highOpen, string? step)
    {
        var bounds = Of(low, lowOpen, high, highOpen, step);
        string[] extremes = ["999999999999999999", "-999999999999999999", "0.00000000000000001", "-0.0", "100000000000000000", "1.00000000000000000", "-99999999999999.9995"];
        foreach (var set in new NumberSet[] { new NumberRange(bounds), new PlainNumberRange(bounds) })
        {
            foreach (var text in Texts(5).Concat(extremes.Select(Encoding.ASCII.GetBytes)))
            {
                if (SmallNumber.TryRead(new NumberPrefix(text), out var small))
                    Assert.True(set.Contains(small) == set.Contains(JsonNumber.Parse(text)), $"{set.GetType().Name}: {Encoding.ASCII.GetString(text)}");
            }
        }
    }

    [Theory]
    [InlineData("1e18", null)]
    [InlineData("0.0000000000000000001", null)]
    [InlineData("1234567890123456789", null)]
    [InlineData("-1e18", true)]
    [InlineData("-1234567890123456789", true)]
    public void A_bound_out_of_the_ordinary_is_held_exactly(string bound, bool? known)
    {
        var set = new NumberRange(Of(bound, true, null, false, null));

        Assert.Equal(known, set.Contains(new SmallNumber(-999_999_999_999_999_999, 0)));
        Assert.False(set.Contains(JsonNumber.Parse(Encoding.ASCII.GetBytes(bound))));
    }

    [Theory]
    [MemberData(nameof(Bounds))]
    public void What_is_begun_leads_to_a_member_and_only_to_members(string? low, bool lowOpen, string? high, bool highOpen, string? step)
    {
        var bounds = Of(low, lowOpen, high, highOpen, step);
        foreach (var set in new NumberSet[] { new NumberRange(bounds), new PlainNumberRange(bounds) })
        {
            foreach (var prefix in Prefixes(4))
            {
                var reachable = set.Reachable(prefix).Take(5).ToList();
                Assert.True(set.Reaches(new NumberPrefix(prefix)) == reachable.Count > 0, $"{set.GetType().Name}: {Encoding.ASCII.GetString(prefix)} reaches {reachable.Count}");
                Assert.All(reachable, number => Assert.True(bounds.Contains(number)));
                Assert.Distinct(reachable);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Bounds))]
    public void A_plain_number_goes_on_by_one_byte_until_it_is_a_member(string? low, bool lowOpen, string? high, bool highOpen, string? step)
    {
        var set = new PlainNumberRange(Of(low, lowOpen, high, highOpen, step));
        var random = new Random(3);
        for (var round = 0; round < 200; round++)
        {
            var text = new List<byte>();
            for (var length = 0; ; length++)
            {
                Assert.InRange(length, 0, 40);
                if (IsWhole(text) && set.Contains(JsonNumber.Parse([.. text])) && random.Next(2) == 0)
                    break;
                var next = "-0123456789."u8.ToArray().Where(next => MayFollow(text, next) && set.Reaches(new NumberPrefix([.. text, next]))).ToList();
                if (next.Count == 0)
                {
                    Assert.True(IsWhole(text) && set.Contains(JsonNumber.Parse([.. text])), $"stuck after {Encoding.ASCII.GetString([.. text])}");
                    break;
                }

                text.Add(next[random.Next(next.Count)]);
            }
        }
    }

    static NumberBounds Of(string? low, bool lowOpen, string? high, bool highOpen, string? step)
    {
        var bounds = new NumberBounds();
        if (low is not null)
            bounds = bounds.From(Number(low), lowOpen);
        if (high is not null)
            bounds = bounds.To(Number(high), highOpen);
        return step is null ? bounds : bounds.Multiple(Number(step));
    }

    static JsonNumber Number(string text) => JsonNumber.Parse(Encoding.ASCII.GetBytes(text));

    /// <summary>All numbers of up to so many bytes, written with few different digits.</summary>
    static IEnumerable<byte[]> Texts(int length) => Prefixes(length).Where(text => IsWhole(text));

    static IEnumerable<byte[]> Prefixes(int length)
    {
        var open = new Queue<byte[]>([[]]);
        while (open.TryDequeue(out var text))
        {
            if (text.Length > 0)
                yield return text;
            if (text.Length == length)
                continue;
            foreach (var next in "-01569.e"u8.ToArray().Where(next => MayFollow(text, next)))
                open.Enqueue([.. text, next]);
        }
    }

    static bool IsWhole(IReadOnlyList<byte> text) => text.Count > 0 && char.IsAsciiDigit((char)text[^1]);

    static bool MayFollow(IReadOnlyList<byte> text, byte next)
    {
        var reader = new Sluice.Schema.Answers.Running.NumberReader();
        foreach (var before in text)
            Assert.True(reader.TryRead(before));
        return reader.TryRead(next);
    }
}

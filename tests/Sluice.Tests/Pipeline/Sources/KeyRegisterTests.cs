using System.Security.Cryptography;
using Sluice.Pipeline.Sources;

namespace Sluice.Tests.Pipeline.Sources;

public sealed class KeyRegisterTests
{
    [Fact]
    public void A_repeated_id_is_answered_with_the_place_of_the_first()
    {
        var register = new KeyRegister([new SourceFile("/in/a", "a.jsonl"), new SourceFile("/in/b", "b.jsonl")]);

        Assert.Null(register.Add("x", new SourcePlace("a.jsonl", 3), new byte[32]));
        Assert.Null(register.Add("y", new SourcePlace("b.jsonl", 1), new byte[32]));

        Assert.Equal(new KeyPlace(new SourcePlace("a.jsonl", 3), SameContent: true), register.Add("x", new SourcePlace("b.jsonl", 9), new byte[32]));
        Assert.False(register.Add("x", new SourcePlace("b.jsonl", 9), SHA256.HashData([]))!.Value.SameContent);
        Assert.Equal((2, true, false), (register.Count, register.Contains("y"), register.Contains("z")));
    }
}

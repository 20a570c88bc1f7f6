using static Sluice.Tests.Schema.Answers.AnswerProbe;

namespace Sluice.Tests.Schema.Answers;

/// <summary>Objects that must have some key of a kind, as the negation of rules for all keys asks.</summary>
public sealed class SomeKeyAnswerTests
{
    [Theory]
    [InlineData("""{"type":"object","not":{"properties":{"a":true},"additionalProperties":false}}""", "{\"b\":1} {\"a\":1,\"b\":2}", "{} {\"a\":1}")]
    [InlineData("""{"type":"object","not":{"additionalProperties":{"type":"integer"}}}""", "{\"a\":\"x\"} {\"a\":1,\"b\":null}", "{} {\"a\":1,\"b\":2}")]
    [InlineData("""{"type":"object","not":{"patternProperties":{"^x":{"type":"integer"}}}}""", "{\"x\":null} {\"y\":1,\"xy\":\"a\"}", "{} {\"x\":1} {\"y\":null}")]
    [InlineData("""{"type":"object","not":{"propertyNames":{"maxLength":1}}}""", "{\"ab\":1} {\"a\":1,\"bc\":1}", "{} {\"a\":1}")]
    [InlineData("""{"type":"object","not":{"patternProperties":{"^[ab]$":{"type":"integer"}}}}""", "{\"a\":null} {\"b\":\"x\",\"c\":1}", "{\"a\":1} {\"c\":null}")]
    [InlineData("""{"type":"object","properties":{"x":{"type":"string"}},"maxProperties":1,"not":{"additionalProperties":{"type":"integer"}}}""", "{\"x\":\"s\"} {\"a\":null}", "{\"a\":1} {\"x\":1}")]
    [InlineData("""{"type":"object","not":{"anyOf":[{"propertyNames":{"maxLength":1}},{"additionalProperties":{"type":"integer"}}]}}""", "{\"ab\":null} {\"ab\":1,\"c\":null}", "{\"ab\":1} {\"a\":null}")]
    [InlineData("""{"type":"object","not":{"anyOf":[{"patternProperties":{"^a":false}},{"patternProperties":{"^(b.*|ab)$":false}}]}}""", "{\"ab\":1} {\"ac\":1,\"bb\":2}", "{\"ac\":1} {\"bb\":2} {}")]
    [InlineData("""{"type":"object","maxProperties":1,"not":{"patternProperties":{"^.$":{"type":"integer"}}}}""", "{\"a\":null} {\"\u00e9\":\"x\"}", "{} {\"a\":1} {\"ab\":null}")]
    public void Some_key_must_come(string schema, string taken, string refused)
    {
        var machine = Read(schema);

        Assert.All(taken.Split(' '), answer => Assert.True(machine.Finishes(answer), answer));
        Assert.All(refused.Split(' '), answer => Assert.False(machine.Finishes(answer), answer));
    }

    [Fact]
    public void The_last_key_allowed_is_the_one_still_missing()
    {
        var machine = Write("""{"type":"object","maxProperties":2,"propertyNames":{"pattern":"^[a-z]+$"},"not":{"propertyNames":{"pattern":"^a"}}}""");

        Assert.True(machine.Takes("{\"ab\":1,\""));
        Assert.False(machine.Takes("a"));
        Assert.True(machine.Takes("b\":1"));
        Assert.False(machine.Takes(","));
        Assert.True(machine.Takes("}"));
    }

    [Fact]
    public void OneOf_of_open_and_closed_objects_is_told_by_the_keys()
    {
        var machine = Read("""
            {"oneOf":[
              {"type":"object","properties":{"name":{"type":"string"}},"additionalProperties":false},
              {"type":"object","properties":{"name":{"type":"string"},"size":{"type":"integer"}},"additionalProperties":false}]}
            """);

        Assert.True(machine.Finishes("""{"name":"x","size":1}"""));
        Assert.True(machine.Finishes("""{"size":1}"""));
        Assert.False(machine.Finishes("""{"name":"x"}"""));
        Assert.False(machine.Finishes("{}"));
    }
}

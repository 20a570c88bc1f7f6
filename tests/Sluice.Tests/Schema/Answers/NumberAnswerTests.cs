using static Sluice.Tests.Schema.Answers.AnswerProbe;

namespace Sluice.Tests.Schema.Answers;

public sealed class NumberAnswerTests
{
    [Theory]
    [InlineData("""{"type":"integer","minimum":5,"maximum":7}""", "567")]
    [InlineData("""{"type":"integer","minimum":5,"maximum":12}""", "156789")]
    [InlineData("""{"type":"integer","minimum":-12,"maximum":-5}""", "-")]
    [InlineData("""{"type":"integer","minimum":0}""", "0123456789")]
    [InlineData("""{"type":"integer","multipleOf":25,"maximum":100,"minimum":1}""", "1257")]
    [InlineData("""{"type":"number","exclusiveMinimum":1,"exclusiveMaximum":2}""", "1")]
    [InlineData("""{"type":"number","minimum":0,"maximum":1}""", "01")]
    public void The_first_digit_written_leads_to_a_number_in_bounds(string schema, string next) =>
        Assert.Equal(next, Write(schema).Next().Trim());

    [Theory]
    [InlineData("""{"type":"integer","minimum":5,"maximum":12}""", "1", "012")]
    [InlineData("""{"type":"integer","minimum":5,"maximum":12}""", "6", "")]
    [InlineData("""{"type":"integer","minimum":-12,"maximum":-5}""", "-1", "012")]
    [InlineData("""{"type":"integer","multipleOf":25,"maximum":100,"minimum":1}""", "7", "5")]
    [InlineData("""{"type":"number","minimum":0,"maximum":1}""", "1", ".")]
    [InlineData("""{"type":"number","minimum":0,"maximum":1}""", "1.0", "0")]
    [InlineData("""{"type":"number","multipleOf":0.25,"minimum":0,"maximum":1}""", "0.7", "5")]
    [InlineData("""{"type":"number","multipleOf":0.25,"minimum":0,"maximum":1}""", "0.75", "")]
    [InlineData("""{"type":"integer"}""", "0", "")]
    [InlineData("""{"type":"integer"}""", "123456789012345", "")]
    [InlineData("""{"type":"number"}""", "0.123456789", "")]
    public void Digits_written_stay_on_a_way_to_a_number_in_bounds(string schema, string begun, string next)
    {
        var machine = Write(schema);

        Assert.True(machine.Takes(begun));

        Assert.Equal(next, machine.Next().Trim());
    }

    [Theory]
    [InlineData("""{"type":"integer"}""", "6000.0")]
    [InlineData("""{"type":"integer"}""", "6e3")]
    [InlineData("""{"type":"integer"}""", "0.6e1")]
    [InlineData("""{"type":"integer"}""", "1e1000000000000000")]
    [InlineData("""{"type":"integer"}""", "-0")]
    [InlineData("""{"type":"integer","minimum":5,"maximum":7}""", "0.000005e+06")]
    [InlineData("""{"type":"integer","minimum":5,"maximum":7}""", "500000e-5")]
    [InlineData("""{"type":"integer","minimum":50,"maximum":59}""", "5e1")]
    [InlineData("""{"type":"number","minimum":1.5}""", "15e-1")]
    [InlineData("""{"type":"number","multipleOf":0.01}""", "19.99")]
    [InlineData("""{"type":"number","multipleOf":0.01}""", "1999E-2")]
    [InlineData("""{"type":"number","multipleOf":3,"not":{"multipleOf":8}}""", "120E-1")]
    [InlineData("""{"type":"number","exclusiveMinimum":0}""", "1e-999999999")]
    [InlineData("""{"type":"number","const":0.1}""", "100e-3")]
    [InlineData("""{"enum":[12,-3.5]}""", "-0.35e1")]
    [InlineData("""{"type":"number","minimum":0,"maximum":0}""", "0.00e99")]
    public void Every_way_to_write_a_valid_number_is_read(string schema, string answer) => Assert.True(Read(schema).Finishes(answer));

    [Theory]
    [InlineData("""{"type":"integer"}""", "1.5")]
    [InlineData("""{"type":"integer"}""", "15e-1")]
    [InlineData("""{"type":"integer","minimum":5,"maximum":7}""", "8")]
    [InlineData("""{"type":"integer","minimum":5,"maximum":7}""", "5e1")]
    [InlineData("""{"type":"number","exclusiveMinimum":0}""", "0")]
    [InlineData("""{"type":"number","exclusiveMinimum":0}""", "-1")]
    [InlineData("""{"type":"number","exclusiveMinimum":0}""", "0e5")]
    [InlineData("""{"type":"number","multipleOf":0.01}""", "19.999")]
    [InlineData("""{"type":"number"}""", "01")]
    [InlineData("""{"type":"number"}""", "1.")]
    [InlineData("""{"type":"number"}""", "+1")]
    [InlineData("""{"type":"number"}""", ".5")]
    [InlineData("""{"type":"number"}""", "1e")]
    [InlineData("""{"type":"number"}""", "-")]
    public void No_other_number_is_ever_finished(string schema, string answer) => Assert.False(Read(schema).Finishes(answer));

    [Fact]
    public void A_number_at_the_root_may_end_or_go_on()
    {
        var machine = Write("""{"type":"integer"}""");

        Assert.True(machine.Takes("12"));

        Assert.True(machine.CanEnd);
        Assert.False(machine.IsComplete);
    }

    [Fact]
    public void Members_of_an_enum_are_written_in_their_shortest_form()
    {
        var machine = Write("""{"enum":[1.0, 12, 2.50, 1e30]}""");

        Assert.True(machine.Finishes("1"));
        Assert.True(machine.Finishes("2.5"));
        Assert.True(machine.Finishes("1e30"));
        Assert.False(machine.Finishes("1.0"));
        Assert.True(Read("""{"enum":[1.0]}""").Finishes("1.0"));
    }

    [Fact]
    public void A_bound_beyond_the_ceilings_of_writing_lifts_them()
    {
        Assert.True(Write("""{"type":"integer","minimum":1000000000000000000000}""").Finishes("1000000000000000000001"));
        Assert.True(Write("""{"type":"number","exclusiveMinimum":0,"maximum":1e-12}""").Finishes("0.0000000000005"));
        Assert.True(Write("""{"type":"integer","multipleOf":100000000000000000000}""").Finishes("200000000000000000000"));
    }

    [Theory]
    [InlineData("""{"$schema":"http://json-schema.org/draft-04/schema#","type":"integer"}""")]
    [InlineData("""{"$schema":"http://json-schema.org/draft-04/schema#","type":"integer","enum":[12]}""")]
    public void In_draft_4_an_integer_has_no_point_and_no_exponent(string schema)
    {
        Assert.True(Read(schema).Finishes("12"));
        Assert.False(Read(schema).Finishes("12.0"));
        Assert.False(Read(schema).Finishes("12e0"));
        Assert.False(Read(schema).Takes("1."));
    }

    [Fact]
    public void In_draft_4_a_number_with_a_point_or_an_exponent_is_no_integer()
    {
        const string schema = """{"$schema":"http://json-schema.org/draft-04/schema#","type":"number","minimum":3,"maximum":12,"not":{"type":"integer"}}""";

        Assert.All((string[])["12.0", "12e0", "0.3e1", "3.5"], number => Assert.True(Read(schema).Finishes(number), number));
        Assert.All((string[])["12", "3", "13.0"], number => Assert.False(Read(schema).Finishes(number), number));
        Assert.True(Write(schema).Finishes("3.5")); // our engine writes whole numbers without a point, so these it leaves out
        Assert.False(Write(schema).Finishes("12"));
    }

    [Fact]
    public void In_draft_4_one_of_integer_and_number_is_told_by_the_point()
    {
        const string schema = """{"$schema":"http://json-schema.org/draft-04/schema#","oneOf":[{"type":"integer"},{"type":"number","maximum":10}]}""";

        Assert.True(Read(schema).Finishes("11"));
        Assert.True(Read(schema).Finishes("2.0"));
        Assert.False(Read(schema).Finishes("2"));
        Assert.False(Read(schema).Finishes("11.0"));
    }
}

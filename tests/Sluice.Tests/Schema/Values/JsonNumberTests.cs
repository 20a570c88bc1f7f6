using System.Text;
using Sluice.Schema.Values;

namespace Sluice.Tests.Schema.Values;

public class JsonNumberTests
{
    [Theory]
    [InlineData("1", "1.0")]
    [InlineData("1", "10e-1")]
    [InlineData("0", "-0.00e99")]
    [InlineData("6000", "6E+3")]
    [InlineData("0.00123", "1.23e-3")]
    [InlineData("-120.50", "-1.205e2")]
    public void Different_spellings_of_one_number_are_equal(string one, string other)
    {
        Assert.Equal(Number(one), Number(other));
        Assert.Equal(Number(one).GetHashCode(), Number(other).GetHashCode());
    }

    [Theory]
    [InlineData("-2", "-1")]
    [InlineData("-1", "0")]
    [InlineData("0", "1e-400")]
    [InlineData("0.1", "0.10000000000000000000000000001")]
    [InlineData("9.9", "10")]
    [InlineData("1e308", "1e309")]
    [InlineData("-1e1000000000", "-1e999999999")]
    [InlineData("12345678901234567890123", "12345678901234567890124")]
    public void Numbers_are_ordered_exactly(string smaller, string larger)
    {
        Assert.True(Number(smaller) < Number(larger));
        Assert.True(Number(larger) > Number(smaller));
        Assert.NotEqual(Number(smaller), Number(larger));
    }

    [Theory]
    [InlineData("4.5", "1.5", true)]
    [InlineData("35", "1.5", false)]
    [InlineData("0.0075", "0.0001", true)]
    [InlineData("0.00751", "0.0001", false)]
    [InlineData("1e308", "0.1", true)]
    [InlineData("1e1000000000", "7", false)]
    [InlineData("7e1000000000", "7", true)]
    [InlineData("1e-1000000000", "7", false)]
    [InlineData("0", "7", true)]
    [InlineData("-21", "7", true)]
    [InlineData("1000", "8", true)]
    [InlineData("123456789012345678901234567890", "1234567890", true)]
    [InlineData("123456789012345678901234567891", "1234567890", false)]
    public void Multiples_are_exact_and_cost_nothing_for_huge_exponents(string number, string divisor, bool expected) =>
        Assert.Equal(expected, Number(number).IsMultipleOf(Number(divisor)));

    [Theory]
    [InlineData("6000.0", true)]
    [InlineData("1e-6", false)]
    [InlineData("10e-1", true)]
    [InlineData("1e400", true)]
    [InlineData("1.5", false)]
    [InlineData("-0.0", true)]
    public void A_number_without_a_fraction_is_an_integer_however_written(string number, bool expected) =>
        Assert.Equal(expected, Number(number).IsInteger);

    static JsonNumber Number(string text) => JsonNumber.Parse(Encoding.UTF8.GetBytes(text));
}

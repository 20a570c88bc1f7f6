using Sluice.Schema.Patterns;

namespace Sluice.Schema.Answers.Strings.Languages.Formats;

/// <summary>
/// RFC 3339 times, and dates with times. A second numbered 60 stands at the end of a day in UTC, so which offsets may follow it depends
/// on hour and minute: some 11,000 states, which a regular expression would take 1,440 branches to say.
/// </summary>
internal static class ClockFormat
{
    const int Any = -1;         // no leap second: every offset will do
    const int UpToThree = -2;   // after the 2 of an hour
    const int DayMinutes = 1440;
    const byte Whole = 17;      // characters of hh:mm:ss+hh:mm without fraction, as places of Step

    static readonly Alphabet Alphabet = Alphabet.OfSingles("0123456789:.TtZz+-".Select(character => (int)character));

    public static StringLanguage Time(LanguageBudget budget)
    {
        var first = Alphabet.Representatives();
        return StringLanguage.Of(AutomatonBuilder.Build<Clock>(Alphabet, default, (clock, own) => Step(clock, first[own]), clock => clock.At == Whole ? 1 : 0, budget));
    }

    public static StringLanguage DateTime(StringLanguage date, LanguageBudget budget)
    {
        var alphabet = Alphabet.Join(Alphabet, date.Automaton.Alphabet);
        var first = alphabet.Representatives();
        return StringLanguage.Of(AutomatonBuilder.Build<(int Date, Clock Clock)>(
            alphabet,
            (date.Start, default),
            (state, own) => Step(date, state, first[own]),
            state => state.Clock.At == Whole ? 1 : 0,
            budget));
    }

    static (int Date, Clock Clock)? Step(StringLanguage date, (int Date, Clock Clock) state, int character)
    {
        if (state.Date == Automaton.Dead)
            return Step(state.Clock, character) is { } clock ? (Automaton.Dead, clock) : null;
        if (date.CanEnd(state.Date))
            return character is 'T' or 't' ? (Automaton.Dead, default) : null;
        var next = date.Step(state.Date, character);
        return next == Automaton.Dead ? null : (next, default);
    }

    static Clock? Step(Clock clock, int character)
    {
        var (at, value) = clock;
        if (character is < '0' or > '9')
            return StepSign(clock, character);
        var digit = character - '0';
        return at switch
        {
            0 when digit <= 2 => new Clock(1, digit),
            1 when value * 10 + digit <= 23 => new Clock(2, value * 10 + digit),
            3 when digit <= 5 => new Clock(4, value * 6 + digit),
            4 => new Clock(5, value * 10 + digit),
            6 when digit <= 5 => new Clock(7, Any),
            6 when digit == 6 => new Clock(8, value),
            7 => new Clock(9, Any),
            8 when digit == 0 => new Clock(9, value),
            10 or 11 => new Clock(11, value),
            12 => StepOffset(digit, value, value / 600, 2, digit == 2 ? UpToThree : Any, value),
            13 => StepOffset(digit, value, value / 60 % 10, value == UpToThree ? 3 : 9, Any, value % 60) is { } next ? next with { At = 14 } : null,
            15 => StepOffset(digit, value, value / 10, 5, Any, value % 10) is { } next ? next with { At = 16 } : null,
            16 => StepOffset(digit, value, value, 9, Any, 0) is not null ? new Clock(Whole, Any) : null,
            _ => null,
        };
    }

    static Clock? StepSign(Clock clock, int character) => (clock.At, character) switch
    {
        (2 or 5 or 14, ':') => clock with { At = (byte)(clock.At + 1) },
        (9, '.') => clock with { At = 10 },
        (9 or 11, 'Z' or 'z') when clock.Value is Any or DayMinutes - 1 => new Clock(Whole, Any),
        (9 or 11, '+') => new Clock(12, clock.Value == Any ? Any : (clock.Value + 1) % DayMinutes),
        (9 or 11, '-') => new Clock(12, clock.Value == Any ? Any : (DayMinutes - 1 - clock.Value) % DayMinutes),
        _ => null,
    };

    /// <summary>A digit of the offset: the one that the leap second asks for, or any up to a limit.</summary>
    static Clock? StepOffset(int digit, int value, int asked, int most, int anyLeft, int left) =>
        value < 0 ? digit <= most ? new Clock(13, anyLeft) : null : digit == asked ? new Clock(13, left) : null;

    /// <param name="At">The place in hh:mm:ss.f+hh:mm.</param>
    /// <param name="Value">Before the seconds what hour and minute have come to; after a leap second the minutes of the day, then what is left of the offset asked for.</param>
    readonly record struct Clock(byte At, int Value);
}

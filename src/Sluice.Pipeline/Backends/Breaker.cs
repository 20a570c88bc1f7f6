using Sluice.Pipeline.Asking;

namespace Sluice.Pipeline.Backends;

/// <summary>
/// Keeps calls off a backend that fails them all: after a few failures in a row it opens, lets a single trial through after a pause that
/// doubles, and closes when a trial succeeds. Not thread-safe.
/// </summary>
internal sealed class Breaker(BackoffOptions options, Random random)
{
    /// <summary>Failures in a row that open it: more than the tries of one record, so that one record that a server dies of does not.</summary>
    public const int Tolerated = 5;

    int failures, openings;
    bool onTrial;
    TimeSpan until;

    public bool IsOpen => failures >= Tolerated;

    /// <summary>When the next call may begin; <see cref="TimeSpan.MaxValue"/> while a trial is on its way.</summary>
    public TimeSpan ReadyAt => !IsOpen ? TimeSpan.Zero : onTrial ? TimeSpan.MaxValue : until;

    /// <summary>A call begins. True when it is the trial.</summary>
    public bool Begin() => onTrial = IsOpen;

    /// <summary>A call ended in something that only a server which works can give.</summary>
    public void Succeeded() => (failures, openings, onTrial) = (0, 0, false);

    public void Failed(bool wasTrial, TimeSpan now)
    {
        if (IsOpen && !wasTrial) return; // begun before it opened: says nothing new
        failures++;
        onTrial = false;
        if (IsOpen) until = now + options.PauseBefore(++openings, random);
    }

    /// <summary>A call ended without telling how the backend is.</summary>
    public void Unknown(bool wasTrial)
    {
        if (wasTrial) onTrial = false;
    }
}

using System.Runtime.InteropServices;

namespace Sluice.Cli.Terminals;

/// <summary>Ctrl-C and SIGTERM, taken as one wish: please stop.</summary>
internal static class StopSignals
{
    /// <summary>While registered, the signals no longer end the process themselves.</summary>
    public static IDisposable OfProcess(Action asked)
    {
        void Take(PosixSignalContext context)
        {
            context.Cancel = true;
            asked();
        }
        return new Registrations(
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Take),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Take));
    }

    private sealed class Registrations(params IDisposable[] all) : IDisposable
    {
        public void Dispose()
        {
            foreach (IDisposable one in all) one.Dispose();
        }
    }
}

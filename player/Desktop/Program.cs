using System.Runtime.InteropServices;
using Streaming.Player.Desktop.Commands;

// Some tools send a signal to the process and again to its group: what comes in the same moment is one signal.
const long OneMoment = 500;
long firstAt = 0;
using CancellationTokenSource stop = new();

// The first signal asks for a clean end, report included; a second one is left to the system, which ends the process at once.
using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

return await CommandTree.RunAsync(args, Console.Out, Console.Error, stop.Token);

void Stop(PosixSignalContext signal)
{
    long now = Environment.TickCount64;
    if (!stop.IsCancellationRequested)
        firstAt = now;
    signal.Cancel = now - firstAt < OneMoment;
    stop.Cancel();
}

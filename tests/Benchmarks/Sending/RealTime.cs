using System.Diagnostics;
using System.Net;
using Streaming.Server.Host.DataPlane;
using Streaming.Server.Sending;

namespace Streaming.Benchmarks.Sending;

/// <summary>Many sessions in real time, with everything on: threads, timers, sockets.</summary>
/// <param name="PacketRate">Packets per second that left.</param>
/// <param name="Processors">Processor time of the whole process per second.</param>
internal readonly record struct RealTime(double PacketRate, double Processors, FlowReport Flow)
{
    public static RealTime Measure(BenchFilm film, SinkPorts sinks, int sessions, TimeSpan length)
    {
        using Delivery delivery = new(new DeliveryOptions { Address = IPAddress.IPv6Any, RtpPort = 0 });
        long begin = Stopwatch.GetTimestamp();
        for (int i = 0; i < sessions; i++)
        {
            // They come over two seconds, as on a busy evening, and begin all over the film.
            while (Stopwatch.GetElapsedTime(begin).TotalSeconds < 2.0 * i / sessions)
                Thread.Sleep(1);
            Instant now = ProcessClock.Now;
            SendSession session = film.NewSession(i, now, sinks);
            session.Prepare(MediaTime.FromSeconds(i % 8), null, now);
            delivery.Start(session, NoEvents.Instance);
        }

        Thread.Sleep(500);
        delivery.ResetLateness();
        FlowReport before = delivery.Report().Flow;
        TimeSpan used = Process.GetCurrentProcess().TotalProcessorTime;
        begin = Stopwatch.GetTimestamp();
        Thread.Sleep(length);
        double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        FlowReport after = delivery.Report().Flow;
        double processors = (Process.GetCurrentProcess().TotalProcessorTime - used).TotalSeconds / seconds;
        return new((after.Packets - before.Packets) / seconds, processors, after);
    }

    /// <summary>Nobody who wants to know.</summary>
    internal sealed class NoEvents : ISendEvents
    {
        public static readonly NoEvents Instance = new();

        public void Ended(ISender sender)
        {
        }

        public void Failed(ISender sender, string reason) => Console.Error.WriteLine($"a session failed: {reason}");

        public void Heard(ISender sender, IPEndPoint from)
        {
        }
    }
}

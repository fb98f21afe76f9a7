using System.Net;
using System.Net.Sockets;
using Streaming.Server.Host.DataPlane;
using Streaming.Server.Host.DataPlane.Native;
using Streaming.Server.Sending;

namespace Streaming.Benchmarks.Sending;

/// <summary>What one packet costs on the real path, session to wire, with time handed in as fast as it is used up.</summary>
/// <param name="Nanoseconds">Processor time of the sending thread per packet.</param>
/// <param name="Size">Mean bytes of a packet.</param>
/// <param name="Together">Packets that the kernel got in one message, on average.</param>
/// <param name="Allocated">Managed bytes allocated per packet.</param>
internal readonly record struct PathCost(double Nanoseconds, double Size, double Together, double Allocated)
{
    public static PathCost Measure(BenchFilm film, SinkPorts sinks, int sessions, int packets)
    {
        using Socket media = Open(), control = Open();
        using SendLoop loop = new("bench", new DatagramBatch(media, control, segmentation: true), portable: false);
        GroupWay? way = sinks.AreGroups ? new(GroupInterface.Open("127.0.0.1", AddressFamily.InterNetwork), 1, null) : null;
        Instant now = ProcessClock.Now;
        for (int i = 0; i < sessions; i++)
        {
            SendSession session = film.NewSession(i, now, sinks);
            SenderRun run = new(session, loop);
            foreach (SendStream stream in session.Streams)
                stream.SinkState = new StreamRoute(run, sinks[i], sinks[i], AddressFamily.InterNetworkV6, way);

            // Spread over half a second and over the film, so that they do not all send their key pictures at once.
            now += TimeSpan.FromMilliseconds(500.0 / sessions);
            session.Prepare(MediaTime.FromSeconds(i % 8), null, now);
            loop.Post(new(LoopCommandKind.Start, run));
            now = Instant.Max(now, loop.Turn(now));
        }

        now = Drive(loop, now, loop.Totals.Snapshot().Packets + packets);
        FlowReport before = loop.Totals.Snapshot();
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        TimeSpan begin = Libc.ThreadTime();
        Drive(loop, now, before.Packets + packets);
        TimeSpan cost = Libc.ThreadTime() - begin;
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        FlowReport after = loop.Totals.Snapshot();
        double count = after.Packets - before.Packets;
        double together = count / (after.Messages - before.Messages);
        return new(cost.TotalNanoseconds / count, (after.Bytes - before.Bytes) / count, together, allocated / count);
    }

    private static Instant Drive(SendLoop loop, Instant now, long packets)
    {
        while (loop.Totals.Packets < packets)
        {
            Instant next = loop.Turn(now);
            if (next == Instant.Never)
                throw new InvalidOperationException("the film is too short for the measurement");
            now = Instant.Max(now, next);
        }

        return now;
    }

    private static Socket Open()
    {
        Socket socket = new(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp) { DualMode = true, SendBufferSize = 4 << 20 };
        socket.Bind(new IPEndPoint(IPAddress.IPv6Any, 0));
        return socket;
    }
}

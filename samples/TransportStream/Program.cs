using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Streaming.Formats.Fec;
using Streaming.Formats.Payloads.MpegTs;
using Streaming.Formats.Rtp;

// Sends an MPEG transport stream to an IPTV receiver: over RTP (RFC 2250), at the pace of its own clock, with SMPTE 2022-1 parity of
// columns on the port + 2 and of rows on the port + 4.
if (args is not [string file, string to, .. { Length: <= 1 } rest]
    || !IPEndPoint.TryParse(to, out IPEndPoint? media) || media.Port is 0 or > IPEndPoint.MaxPort - 4
    || !ParityLayout.TryParse(rest.Length == 0 ? "10x5+rows" : rest[0], out ParityLayout layout)
    || !Smpte2022Encoder.Allows(layout))
{
    Console.Error.WriteLine("usage: TransportStream FILE.ts ADDRESS:PORT [LxD[+rows]], such as film.ts 127.0.0.1:5004 10x5+rows;");
    Console.Error.WriteLine("L is 1 to 20 (with rows 4 to 20), D 4 to 20, L x D at most 100");
    return 2;
}

if (!File.Exists(file))
{
    Console.Error.WriteLine($"there is no file '{file}'");
    return 1;
}

IPEndPoint columns = new(media.Address, media.Port + 2), rows = new(media.Address, media.Port + 4);
using Socket socket = new(media.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
StreamIdentity identity = new(new(0x7075_6c65), new(65_000), new(0));
Smpte2022Encoder parity = new(identity.Ssrc, layout, identity, identity);
TransportPacketizer packetizer = new();
long sent = 0;
byte[] packet = new byte[2_048];
Stopwatch clock = Stopwatch.StartNew();

using FileStream stream = File.OpenRead(file);
byte[] read = new byte[ProgramClock.PacketSize];
while (stream.ReadAtLeast(read, read.Length, throwOnEndOfStream: false) == read.Length)
{
    packetizer.TryAccept(read);
    Send();
}

packetizer.End();
Send();
parity.End();
SendParity();
Console.WriteLine($"{sent} packets in {clock.Elapsed.TotalSeconds:0.0} s, {packetizer.Malformed} left out");
return 0;

void Send()
{
    while (packetizer.TryTake(out ReadOnlySpan<byte> payload, out TimeSpan at))
    {
        if (at - clock.Elapsed is var early && early > TimeSpan.FromMilliseconds(1))
            Thread.Sleep(early);
        RtpTimestamp stamp = identity.Epoch + ClockRate.Video.ToUnits(at);
        new RtpHeader(Smpte2022Decoder.TransportStream, false, identity.First + unchecked((int)sent), stamp, identity.Ssrc).Write(packet);
        payload.CopyTo(packet.AsSpan(RtpHeader.Size));
        Span<byte> whole = packet.AsSpan(0, RtpHeader.Size + payload.Length);
        socket.SendTo(whole, SocketFlags.None, media);
        sent++;
        parity.Accept(whole);
        SendParity();
    }
}

void SendParity()
{
    while (parity.HasNext)
    {
        int length = parity.WriteNext(packet, out bool isRow);
        socket.SendTo(packet.AsSpan(0, length), SocketFlags.None, isRow ? rows : columns);
    }
}

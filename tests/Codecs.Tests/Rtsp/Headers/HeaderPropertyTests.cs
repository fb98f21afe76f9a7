using FsCheck;
using FsCheck.Fluent;
using Streaming.Formats.Rtp;
using Streaming.Formats.Rtsp.Headers;

namespace Streaming.Codecs.Tests.Rtsp.Headers;

public sealed class HeaderPropertyTests
{
    private static readonly Gen<string?> Name = Gen.OneOf(
        Gen.Constant<string?>(null),
        Gen.Elements("192.0.2.1", "2001:db8::1", "host.example", "x").Select(text => (string?)text));

    private static readonly Gen<TransportSpec> Spec =
        from protocol in Gen.Elements("RTP/AVP", "RTP/AVP/UDP", "RTP/AVP/TCP", "RTP/SAVPF", "RAW/RAW/UDP")
        from multicast in Gen.Elements<bool?>(null, false, true)
        from destination in Name
        from source in Name
        from ttl in Maybe(Gen.Choose(0, 255))
        from client in Maybe(Pair(65_535))
        from server in Maybe(Pair(65_535))
        from port in Maybe(Pair(65_535))
        from interleaved in Maybe(Pair(255))
        from ssrc in Maybe(ArbMap.Default.GeneratorFor<uint>())
        from mode in Gen.Elements(null, "PLAY", "PLAY,RECORD")
        select new TransportSpec
        {
            Protocol = protocol,
            IsMulticast = multicast,
            Destination = destination,
            Source = source,
            Ttl = ttl,
            ClientPort = client,
            ServerPort = server,
            Port = port,
            Interleaved = interleaved,
            Ssrc = ssrc is { } value ? new Ssrc(value) : null,
            Mode = mode,
        };

    [Fact]
    public void A_transport_that_is_written_is_read() => Prop.ForAll(Spec.NonEmptyListOf().ToArbitrary(), specs =>
    {
        TransportHeader header = new([.. specs.Take(TransportHeader.MostSpecs)]);
        return TransportHeader.TryParse(header.ToString(), out TransportHeader? read, out _) && read.Specs.SequenceEqual(header.Specs);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_range_that_is_written_is_read() => Prop.ForAll<long, long, int>((from, to, kind) =>
    {
        MediaTime? start = (kind & 1) == 0 ? new(from & 0xff_ffff_ffff_ffff) : null;
        MediaTime? end = (kind & 2) == 0 ? new(to & 0xff_ffff_ffff_ffff) : null;
        RangeHeader range = RangeHeader.Npt(start ?? (end is null ? MediaTime.Zero : null), end);
        return RangeHeader.TryParse(range.ToString(), out RangeHeader? read, out _) && read == range;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void RTP_Info_that_is_written_is_read() => Prop.ForAll<(ushort? Sequence, uint? Stamp)[]>(entries =>
    {
        if (entries.Length == 0)
            return true;
        RtpInfoHeader header = new([.. entries.Take(RtpInfoHeader.MostEntries).Select((entry, i) => new RtpInfoEntry(
            $"rtsp://h/f,a;b/trackID={i}",
            entry.Sequence is { } sequence ? new(sequence) : null,
            entry.Stamp is { } stamp ? new(stamp) : null))]);
        return RtpInfoHeader.TryParse(header.ToString(), out RtpInfoHeader? read, out _) && read.Entries.SequenceEqual(header.Entries);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_scale_that_is_written_is_read() => Prop.ForAll<int>(millionths =>
    {
        ScaleHeader scale = new(Math.Clamp(millionths, -1_000_000_000, 1_000_000_000) / 1e6);
        return scale.Value == 0 || (ScaleHeader.TryParse(scale.ToString(), out ScaleHeader read, out _) && read == scale);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_text_is_read_or_refused_and_what_is_read_is_written_in_a_form_that_is_read_alike() => Prop
        .ForAll<string?>(text => HeaderParsers.All.All(parse => parse(text ?? "") is not { } canonical || parse(canonical) == canonical))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    private static Gen<PortPair> Pair(int most) =>
        Gen.Zip(Gen.Choose(0, most), Gen.Choose(0, most), (rtp, rtcp) => new PortPair(rtp, rtcp));

    private static Gen<T?> Maybe<T>(Gen<T> some)
        where T : struct => Gen.OneOf(Gen.Constant<T?>(null), some.Select(value => (T?)value));
}

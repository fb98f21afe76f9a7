using FsCheck;
using FsCheck.Fluent;
using Streaming.Formats.Sdp;

namespace Streaming.Codecs.Tests.Sdp;

public sealed class SdpPropertyTests
{
    private static readonly Gen<string> Text = Gen.Elements("abc =:;/,%\"–ệ0123".ToCharArray()).NonEmptyListOf()
        .Select(characters => string.Concat(characters));

    private static readonly Gen<string> Word = Gen.Elements("abcXYZ-_.0123".ToCharArray()).NonEmptyListOf()
        .Select(characters => string.Concat(characters));

    private static readonly Gen<SdpAttributes> Attributes =
        Gen.Zip(Word, Gen.OneOf(Gen.Constant<string?>(null), Text.Select(text => (string?)text))).ListOf().Select(pairs =>
        {
            SdpAttributes attributes = [];
            foreach ((string name, string? value) in pairs)
                attributes.Add(name, value);
            return attributes;
        });

    private static readonly Gen<SdpConnection?> Connection = Gen.Elements<SdpConnection?>(
        null, new("192.0.2.1"), new("::", IsIPv6: true), new("239.1.2.3", Ttl: 16),
        new("239.1.2.3", Ttl: 0, Count: 3), new("ff1e::1", true, Count: 2));

    private static readonly Gen<List<SdpBandwidth>> Bandwidths =
        Gen.Zip(Word, Gen.Choose(0, int.MaxValue), (type, value) => new SdpBandwidth(type, value))
            .ListOf().Select(list => list.Take(4).ToList());

    private static readonly Gen<MediaDescription> Media =
        from kind in Word
        from port in Gen.Choose(0, 65_535)
        from count in Gen.Choose(1, 4)
        from formats in Word.ListOf()
        from information in Text
        from connection in Connection
        from bandwidths in Bandwidths
        from attributes in Attributes
        select new MediaDescription
        {
            Kind = kind,
            Port = port,
            PortCount = count,
            Formats = [.. formats.Take(SdpReader.MostFormats)],
            Information = information,
            Connection = connection,
            Bandwidths = bandwidths,
            Attributes = attributes,
        };

    private static readonly Arbitrary<SessionDescription> Sessions = (
        from name in Text
        from id in Word
        from connection in Connection
        from bandwidths in Bandwidths
        from attributes in Attributes
        from media in Media.ListOf()
        select new SessionDescription
        {
            Name = name,
            Origin = new(id, id, "192.0.2.1"),
            Connection = connection,
            Bandwidths = bandwidths,
            Timings = [new(0, ulong.MaxValue)],
            Attributes = attributes,
            Media = [.. media],
        }).ToArbitrary();

    [Fact]
    public void What_is_written_is_read() => Prop.ForAll(Sessions, session =>
    {
        byte[] wire = SdpWriter.Write(session);
        return SdpReader.TryParse(wire, out SessionDescription? read, out _)
            && SdpWriter.Write(read).AsSpan().SequenceEqual(wire)
            && read.Media.Count == session.Media.Count
            && read.Attributes.SequenceEqual(session.Attributes)
            && read.Media.Zip(session.Media).All(pair =>
                pair.First.Attributes.SequenceEqual(pair.Second.Attributes)
                && pair.First.Formats.SequenceEqual(pair.Second.Formats)
                && pair.First.Bandwidths.SequenceEqual(pair.Second.Bandwidths)
                && pair.First.Connection == pair.Second.Connection
                && pair.First.Port == pair.Second.Port);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_bytes_are_read_or_refused() => Prop.ForAll<byte[], bool>((bytes, hasVersion) =>
    {
        byte[] wire = hasVersion ? [.. "v=0\n"u8, .. bytes] : bytes;
        return SdpReader.TryParse(wire, out _, out ParseError error) == (error.Fault == ParseFault.None);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
}

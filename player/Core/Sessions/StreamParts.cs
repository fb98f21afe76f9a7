using Streaming.Formats.Payloads;
using Streaming.Player.Receiving;
using Streaming.Player.Reporting;

namespace Streaming.Player.Sessions;

/// <summary>What an <see cref="ActiveStream"/> is made of.</summary>
/// <param name="MakeReceive">Makes the receiving part, told whom to tell.</param>
/// <param name="MakeDepacketizer">Makes what puts its samples together; anew after a seek.</param>
internal sealed record StreamParts(
    Func<StreamHooks, ReceiveStream> MakeReceive, Func<IDepacketizer> MakeDepacketizer, SampleTally Tally, ReceptionReporter Reporter);

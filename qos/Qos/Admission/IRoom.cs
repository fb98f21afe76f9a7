namespace Streaming.Qos.Admission;

/// <summary>What is left for somebody, now or over a time to come. Below zero where more is promised than there is.</summary>
internal interface IRoom
{
    MachineLoad FreeMachine { get; }

    BitRate FreeRate(int link);

    ByteCount FreeBuffer(int link);
}

"""Modbus server for tests, on Debian's python3-pymodbus 3.0: an implementation that is not ours.

usage: test-server.py tcp PORT | test-server.py rtu PORT_PATH | test-server.py ascii PORT_PATH
Units 1 and 2. Every table holds 200 bits or registers from 0 on; in holding registers and inputs
  100      counts up ten times a second, 16 bits
  102 103  the same and 65,000 more, 32 bits, high word first
  120 121  how often this table was read, 32 bits, high word first
  104..    what stands below
and coil n is set when n is odd. Prints `ready` when it listens.
"""

import asyncio
import sys
import time

from pymodbus.datastore import ModbusSequentialDataBlock, ModbusServerContext, ModbusSlaveContext
from pymodbus.framer.ascii_framer import ModbusAsciiFramer
from pymodbus.framer.rtu_framer import ModbusRtuFramer
from pymodbus.server.async_io import ModbusSerialServer, ModbusTcpServer

SIZE = 200
STARTED = time.monotonic()


class Registers(ModbusSequentialDataBlock):
    """Registers of which some count by themselves."""

    reads = 0

    def getValues(self, address, count=1):
        ticks = int((time.monotonic() - STARTED) * 10)
        large = 65_000 + ticks
        self.values[100] = ticks & 0xFFFF
        self.values[102:104] = [large >> 16, large & 0xFFFF]
        self.reads += 1
        self.values[120:122] = [self.reads >> 16, self.reads & 0xFFFF]
        return super().getValues(address, count)


def registers():
    values = [0] * SIZE
    values[104:106] = [0x4148, 0x0000]  # 12.5 as float32
    values[106:110] = [0x0020, 0, 0, 1]  # 2^53 + 1 as uint64
    values[110:113] = [0x502D, 0x3235, 0x3000]  # "P-250"
    values[113] = 0xFFD8  # -40 as int16
    values[114] = 0b1010
    return Registers(0, values)


def unit():
    bits = [number % 2 for number in range(SIZE)]
    return ModbusSlaveContext(
        co=ModbusSequentialDataBlock(0, list(bits)),
        di=ModbusSequentialDataBlock(0, [1 - bit for bit in bits]),
        hr=registers(),
        ir=registers(),
        zero_mode=True,
    )


async def serve(kind, where):
    context = ModbusServerContext(slaves={1: unit(), 2: unit()}, single=False)
    # As on a line: a unit that is not there is silent.
    if kind == "tcp":
        server = ModbusTcpServer(
            context,
            address=("127.0.0.1", int(where)),
            allow_reuse_address=True,
            ignore_missing_slaves=True,
        )
        listening = asyncio.ensure_future(server.serve_forever())
        await server.serving
    else:
        framer = ModbusAsciiFramer if kind == "ascii" else ModbusRtuFramer
        server = ModbusSerialServer(
            context, framer=framer, port=where, baudrate=115200, ignore_missing_slaves=True
        )
        await server.start()
        listening = asyncio.ensure_future(server.serve_forever())
    print("ready", flush=True)
    await listening


asyncio.run(serve(*sys.argv[1:3]))

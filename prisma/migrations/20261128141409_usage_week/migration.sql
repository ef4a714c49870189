-- AlterEnum
ALTER TYPE "RollupLevel" ADD VALUE 'week';
